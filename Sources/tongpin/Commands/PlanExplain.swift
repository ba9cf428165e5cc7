// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import PlanningCycle

extension PlanCommand {
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("解释一个数字从哪里来", "Explains where a number comes from."),
      discussion: "tongpin plan explain 'net_profit@2026-12' --data data/demo")
    @Argument var cell: String
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let workspace = try WorkspaceFolder.open(folder)
      let view = try workspace.explain(try Access.authorize(.localOperator, to: To.ViewPlan.self), cell: cell)
      print(
        "\(Words.pick(view.label)) \(view.period.map { Words.pick($0) } ?? "") = \(view.value.map { String(format: "%.2f", $0) } ?? "–") \(view.unit)"
      )
      if let formula = view.formula { print("  = " + Words.pick(formula)) }
      print("  " + Words.pick(view.words))
      for part in view.parts {
        let value = part.value.map { String(format: "%.2f", $0) } ?? "–"
        let share = part.contribution.map { String(format: "%+.2f", $0) } ?? ""
        print("    \(share)\t\(Words.pick(part.label)) \(part.period.map { Words.pick($0) } ?? "") = \(value) \(part.unit)")
      }
      if let source = view.source {
        print("  ← " + Words.pick(source.words) + (source.file.map { " \($0):\(source.line ?? 0)" } ?? ""))
      }
    }
  }
}
