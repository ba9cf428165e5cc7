// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Formulas
import Foundation

extension PlanCommand {
  struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("把模型文本排成统一格式，注释保留", "Rewrites a model text in the house form; comments are kept."),
      discussion: """
        tongpin plan format Models/fpa1.plan
        tongpin plan format Models/fpa1.plan --check
        """)
    @Argument var model: String
    @Flag(help: ArgumentHelp(Words.pick("只检查，不改写；不一致时退出码 1", "only compare; exit code 1 when it differs"))) var check = false
    @OptionGroup var language: LanguageOption

    func run() throws {
      let file = try PlanModelFile(model)
      let formatted = ModelFormat.format(file.text)
      if formatted == file.text { return }
      guard check else { return try formatted.write(toFile: model, atomically: true, encoding: .utf8) }
      let (old, new) = (
        file.text.split(separator: "\n", omittingEmptySubsequences: false),
        formatted.split(separator: "\n", omittingEmptySubsequences: false)
      )
      let line = zip(old, new).prefix { $0 == $1 }.count
      print("\(model):\(line + 1): " + Words.pick("应为 ", "should be ") + (line < new.count ? String(new[line]) : ""))
      throw ExitCode(1)
    }
  }
}
