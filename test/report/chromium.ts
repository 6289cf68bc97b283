import { existsSync } from 'node:fs';

const places = [process.env['CHAINRULE_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine, undefined where there is none. */
export const chromiumPath = places.find(place => place !== undefined && existsSync(place));
/** Why a test in it is skipped. */
export const noChromium = 'there is no Chromium: install it (on Debian `apt-get install chromium`), or name it in CHAINRULE_CHROMIUM';
