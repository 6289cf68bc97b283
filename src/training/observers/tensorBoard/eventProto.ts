import protobuf from 'protobufjs/minimal.js';

/**
 * What TensorBoard draws: numbers by their tags at a step. Field numbers and types are those of
 * https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto and framework/summary.proto.
 */
export interface ScalarEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  readonly scalars: Readonly<Record<string, number>>;
}

const wireTypes = { varint: 0, double: 1, bytes: 2, float: 5 } as const;

/** An Event that holds scalars. */
export function encodeEvent({ wallTime, step, scalars }: ScalarEvent): Uint8Array {
  const writer = startEvent(wallTime);
  writer.uint32(tag(2, 'varint')).int64(step);
  writer.uint32(tag(5, 'bytes')).fork();
  for (const [name, value] of Object.entries(scalars)) {
    writer.uint32(tag(1, 'bytes')).fork();
    writer.uint32(tag(1, 'bytes')).string(name).uint32(tag(2, 'float')).float(value).ldelim();
  }
  return writer.ldelim().finish();
}

/** The Event that an event file begins with. */
export function encodeFileVersion(wallTime: number): Uint8Array {
  return startEvent(wallTime).uint32(tag(3, 'bytes')).string('brain.Event:2').finish();
}

function startEvent(wallTime: number): protobuf.Writer {
  return protobuf.Writer.create().uint32(tag(1, 'double')).double(wallTime);
}

function tag(field: number, type: keyof typeof wireTypes): number {
  return (field << 3) | wireTypes[type];
}
