// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Planning

extension PlanCommand {
  struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("测一个模型的完整计算与编辑要多久", "Times the full calculation and edits of a model."),
      discussion: Words.pick(
        """
        读一个输入目录，测从所有输入到所有结果的完整计算和编辑文件里的每个编辑；每个状态都与从头计算逐位比较。
          tongpin plan benchmark Models/fpa1.plan --inputs out/fpa1-M --threads 1,2 --edits out/fpa1-M/edits.json --json
        """,
        """
        Reads an inputs folder, times the calculation of everything from all inputs and each edit of the edits file; every state is
        compared bit for bit with a calculation from scratch.
          tongpin plan benchmark Models/fpa1.plan --inputs out/fpa1-M --threads 1,2 --edits out/fpa1-M/edits.json --json
        """))
    @Argument var model: String
    @Option(help: ArgumentHelp(Words.pick("输入目录", "inputs folder"), valueName: "dir")) var inputs: String
    @Option(help: ArgumentHelp(Words.pick("线程数，逗号分隔", "numbers of threads"), valueName: "1,2")) var threads = "1"
    @Option(help: ArgumentHelp(Words.pick("完整计算的次数", "full calculations"), valueName: "n")) var runs = 15
    @Option(help: ArgumentHelp(Words.pick("编辑文件", "file of named edits"), valueName: "file")) var edits: String?
    @Option(
      help: ArgumentHelp(
        Words.pick("也解释这个指标最后一个月的数", "also explain the last month of this measure"), valueName: "measure"))
    var explain: String?
    @Flag(help: ArgumentHelp(Words.pick("每个用例一行 JSON", "a line of JSON per case"))) var json = false
    @OptionGroup var language: LanguageOption

    private var counts: [Int] { threads.split(separator: ",").compactMap { Int($0) } }

    func validate() throws {
      guard !counts.isEmpty, counts.allSatisfy({ (1...64).contains($0) }), (1...1_000).contains(runs) else {
        throw ValidationError(Words.pick("--threads 如 1,2；--runs 1 到 1000", "--threads like 1,2; --runs 1 to 1000"))
      }
    }

    func run() throws {
      let file = try PlanModelFile(model)
      let cases = try edits.map { try PlanEdits($0).cases } ?? []
      let folder = try PlanFolder(inputs, model: try file.usable(), operators: file.operators)
      let benchmark = PlanBenchmark(size: URL(fileURLWithPath: inputs).lastPathComponent, folder: folder, runs: runs)
      var allIdentical = true
      func show(_ line: PlanTimingLine) {
        allIdentical = allIdentical && line.isIdentical
        print(json ? line.json : line.text)
        flushOutput()
      }
      for count in counts {
        show(benchmark.full(threads: count))
        for one in cases { for line in try benchmark.lines(one, threads: count) { show(line) } }
        if let explain, let one = cases.first {
          for line in try benchmark.explanations(of: explain, after: one, threads: count) { show(line) }
        }
      }
      if !allIdentical { throw Failure("有状态与从头计算不一致", "a state differs from a calculation from scratch") }
    }
  }
}
