// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Formulas
import Planning

extension PlanCommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("检查模型文本，列出所有问题及位置", "Checks a model text and lists everything that is wrong, with its place."),
      discussion: "tongpin plan check Models/manufacturing.plan")
    @Argument var model: String
    @OptionGroup var language: LanguageOption

    func run() throws {
      let file = try PlanModelFile(model)
      let checked = file.checked
      for finding in checked.findings { print(file.line(finding)) }
      let inputs = checked.measures.count { $0.kind == .input }
      print(
        Words.pick(
          "\(checked.dimensions.count) 个维度，\(checked.measures.count) 个指标（输入 \(inputs)），\(checked.findings.count) 条提示",
          "\(checked.dimensions.count) dimensions, \(checked.measures.count) measures (\(inputs) inputs), \(checked.findings.count) findings"
        ))
      if !checked.isUsable { throw ExitCode(1) }
    }
  }
}
