// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A search for an approval that came through without the rights or the second pair of eyes it needs. What counts is what happened, read from a
/// journal that knows nothing of the machine.
/// Sees: any order of steps, changes of people, of figures and of time that lets somebody through. Does not see: the rights of a role outside of
/// approvals, which are told in AccessTests, nor what a completed approval writes into the plan.
@Suite("A search for approvals that should not have been")
struct SeparationSearchLaws {
  /// Steps in one company, whose number is the seed.
  private static let stepsEach = 100
  private static let companies = (ProcessInfo.processInfo.environment["TONGPIN_APPROVAL_COMPANIES"].flatMap { Int($0) } ?? 1_200)

  @Test("120,000 steps in 1,200 companies find none: submit, approve, return, transfer, add, withdraw, bulk, imports, undo, roles, leavers")
  func none() {
    var search = SeparationSearch(hole: nil)
    for seed in 1...Self.companies { search.visit(seed: seed, steps: Self.stepsEach) }
    for one in search.objections.prefix(5) { Issue.record("\(one.article.rawValue): \(one.words)") }
    #expect(search.objections.count == 0)
    #expect(search.steps == Self.companies * Self.stepsEach)
    // Each kind of step must have been taken often, or nothing was searched.
    let kinds = [
      "submit", "approve", "return", "return to a step", "transfer", "add", "end", "remind", "withdraw", "resubmit", "retry", "bulk",
      "amend", "people", "import", "undo", "redo", "time",
    ]
    for kind in kinds { #expect(search.done[kind, default: 0] >= Self.companies / 12, "\(kind) \(search.done[kind, default: 0])") }
    #expect(search.approved > Self.companies, "\(search.approved) came through")
  }

  @Test("the same search finds each planted hole, and names the rule that was left out", arguments: PlantedHole.allCases)
  func finds(_ hole: PlantedHole) {
    var search = SeparationSearch(hole: hole)
    for seed in 1...Self.companies where !search.objections.contains(where: { $0.article == hole.article }) {
      search.visit(seed: seed, steps: Self.stepsEach)
    }
    #expect(search.objections.contains { $0.article == hole.article }, "\(hole.rawValue): not found in \(search.steps) steps")
  }
}
