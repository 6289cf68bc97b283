import { defineObserver, definePlugin } from 'chainrule';
import type { Observer, RunConfig } from 'chainrule';
import { z } from 'zod';

/** The part of a config that has an observer tell what happens. */
export function observedBy(observer: Observer): Pick<RunConfig, 'plugins' | 'observers'> {
  const listener = defineObserver({ name: 'listener', summary: 'keeps what it is told', options: () => z.strictObject({}), create: () => observer });
  return { plugins: [definePlugin({ name: 'listening', contributes: { observers: [listener] } })], observers: ['listener'] };
}
