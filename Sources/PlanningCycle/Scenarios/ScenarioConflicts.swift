// SPDX-License-Identifier: Apache-2.0

/// Which number stands where the scenario and the plan changed the same cell.
public enum ConflictChoice: String, Sendable {
  /// Nothing is done; the conflicts are said.
  case refuse
  case plan
  case scenario
}

/// Which numbers stand: cell by cell, and one answer for all cells that were not asked about one by one.
public struct ConflictChoices: Sendable, ExpressibleByDictionaryLiteral {
  public let others: ConflictChoice
  /// By the cell's address in the scenario.
  public let cells: [String: ConflictChoice]

  public init(others: ConflictChoice, cells: [String: ConflictChoice] = [:]) {
    self.others = others
    self.cells = cells
  }

  /// Whatever is not named is refused.
  public init(dictionaryLiteral elements: (String, ConflictChoice)...) {
    self.init(others: .refuse, cells: Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }

  public static let refuse = ConflictChoices(others: .refuse)
  public static let plan = ConflictChoices(others: .plan)
  public static let scenario = ConflictChoices(others: .scenario)

  /// As an event keeps it.
  var text: String { cells.isEmpty ? others.rawValue : "each" }

  subscript(cell: String) -> ConflictChoice { cells[cell] ?? others }
}

/// A merge or rebase that was not done, because both sides changed the same cells and nobody said which number stands.
public struct ScenarioConflicts: Error, Sendable {
  /// At most ``ScenarioComparison/inputLimit``.
  public let inputs: [ScenarioComparison.Input]
  public let total: Int
}

extension Workspace {
  /// The changes that take the scenario's number: those without a conflict, and those for which it was chosen.
  ///
  /// - Throws: `ScenarioConflicts` with the cells that nobody decided; `CycleError.choiceNotNeeded` for chosen cells that are no conflict.
  func decided(_ own: [OwnChange], _ choices: ConflictChoices, _ branch: ScenarioBranch) throws -> [OwnChange] {
    let conflicts = own.filter(\.isConflict)
    let cells = conflicts.map { $0.cell(in: branch) }
    let unknown = Swift.Set(choices.cells.keys).subtracting(cells).sorted()
    guard unknown.isEmpty else {
      let shown = unknown.prefix(20).joined(separator: ", ")
      throw CycleError(
        .choiceNotNeeded, BilingualText("选了没有冲突的单元格", "a side was chosen for cells without a conflict"),
        detail: BilingualText("\(unknown.count) 个：\(shown)", "\(unknown.count): \(shown)"),
        hint: BilingualText("只为对比里标为冲突的单元格选择", "choose only for cells that the comparison calls a conflict"),
        parameters: ["cells": shown])
    }
    let open = zip(conflicts, cells).filter { choices[$1] == .refuse }.map(\.0)
    guard open.isEmpty else { throw ScenarioConflicts(inputs: try inputs(open, branch), total: open.count) }
    let fromPlan = Swift.Set(cells.filter { choices[$0] == .plan })
    return own.filter { $0.edit != nil && !($0.isConflict && fromPlan.contains($0.cell(in: branch))) }
  }
}
