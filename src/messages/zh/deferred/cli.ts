import type { cli as english } from '../../en/deferred/cli.ts';
import type { Shape } from '../../shape.ts';

/** The command line. */
export const cli = {
  usage: '用法：npm run downhill -- COMMAND [OPTIONS]',
  commands: '命令：',
  options: '选项：',
  command: {
    verify:
      'verify [RESULT.json]：重新训练结果中的实验并比较每一个损失；不给文件时，检查本机的结果是否与记录逐位相同',
  },
  option: {
    language: '--language en|zh：输出所用的语言；默认为系统语言',
    weights: '--weights FILE：初始权重文件，用于从文件开始的实验',
    help: '--help：显示此说明',
  },
  exitStatus: '退出码：全部相同为 0，有差异为 1，无法验证为 2。',
  unknownCommand: '没有命令“{got}”。可选：{commands}。',
  badOptions: '无法理解这些参数（{reason}）。用 --help 查看可用的参数。',
  fileNotRead: '无法读取 {file}（{reason}）。请检查路径。',
  tooManyFiles: 'verify 最多接受一个文件，得到 {count} 个。请只给一个文件。',
  failed: '无法验证：{reason}',
  verify: {
    result: '{name}：{losses, plural, other {#}} 个损失，由 {engine} 得出，Downhill {version}',
    bits: '{name}：{isSame, select, yes {相同} other {不同}}',
    bitsSame: '{entries, plural, other {#}} 项全部与记录逐位相同。',
    bitsDiffer: '{entries, plural, other {#}} 项与记录不同：{names}。',
    bitsUnknown: '{names}：没有记录。请重新写入记录。',
    bitsMissing: '{names}：有记录，但此处没有算出。请重新写入记录。',
    noRecord: '此处没有可供比较的记录。请在 Downhill 的代码库中运行。',
  },
} satisfies Shape<typeof english>;
