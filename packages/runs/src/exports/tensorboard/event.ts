import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/** A number at a step. */
export interface ScalarValue {
  /** The name of its curve; a part before a slash is the section that TensorBoard shows it in. */
  readonly tag: string
  /** The number, which is rounded to 32 bits. */
  readonly value: number
  /** What stands beside the curve, where that has not been said yet. */
  readonly about?: { readonly title: string; readonly description: string } | undefined
}

/** The first event of a file: the version of the format. `wallTime` is in seconds since 1970. */
export function versionEvent(wallTime: number): Uint8Array {
  // Event.wall_time = 1, Event.file_version = 3
  return new BinaryWriter()
    .tag(1, WireType.Bit64)
    .double(wallTime)
    .tag(3, WireType.LengthDelimited)
    .string('brain.Event:2')
    .finish()
}

/**
 * The numbers of one step as a protobuf message `Event` of TensorFlow (tensorflow/core/util/event.proto and
 * tensorflow/core/framework/summary.proto, of which tensorboard/compat/proto has copies).
 *
 * @param wallTime seconds since 1970
 * @param step a whole number of at least 0
 */
export function scalarEvent(wallTime: number, step: number, values: readonly ScalarValue[]): Uint8Array {
  // Event.wall_time = 1, Event.step = 2, Event.summary = 5
  const writer = new BinaryWriter().tag(1, WireType.Bit64).double(wallTime).tag(2, WireType.Varint).int64(step)
  writer.tag(5, WireType.LengthDelimited).fork()
  for (const { tag, value, about } of values) {
    // Summary.value = 1; Summary.Value.tag = 1, .simple_value = 2, .metadata = 9
    writer.tag(1, WireType.LengthDelimited).fork()
    writer.tag(1, WireType.LengthDelimited).string(tag).tag(2, WireType.Bit32).float(Math.fround(value))
    if (about !== undefined) {
      // SummaryMetadata.plugin_data = 1, .display_name = 2, .summary_description = 3; PluginData.plugin_name = 1
      writer.tag(9, WireType.LengthDelimited).fork()
      writer.tag(1, WireType.LengthDelimited).fork().tag(1, WireType.LengthDelimited).string('scalars').join()
      writer.tag(2, WireType.LengthDelimited).string(about.title)
      writer.tag(3, WireType.LengthDelimited).string(about.description).join()
    }
    writer.join()
  }
  return writer.join().finish()
}
