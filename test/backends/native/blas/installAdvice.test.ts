import { describe, expect, it } from 'vitest';
import { installAdvice } from '../../../../src/backends/native/blas/installAdvice.ts';

describe('the command that installs a BLAS', () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"', 'apt-get install libopenblas0-pthread'],
    ['NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"', 'apt-get install libopenblas0-pthread'],
    ['ID=fedora', 'dnf install openblas-threads'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'dnf install openblas-threads'],
    ['ID=alpine', 'apk add openblas'],
    ['ID=arch', 'pacman -S openblas'],
    ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"', 'zypper install libopenblas_pthreads0'],
  ])('after %j is %s', (osRelease, command) => {
    expect(installAdvice('linux', osRelease)).toContain(`\`${command}\``);
  });

  it('is told in words where the system is not known', () => {
    expect(installAdvice('linux', 'ID=nixos\nHOME_URL="https://debian.example"')).toContain('package manager');
    expect(installAdvice('win32', '')).toContain('PATH');
    expect(installAdvice('darwin', '')).toContain('Accelerate');
  });
});
