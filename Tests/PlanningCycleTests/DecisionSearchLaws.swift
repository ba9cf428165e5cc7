// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import PlanningCycle

/// A search through the use cases for a decision without the rights, the second pair of eyes or the figures it needs. `TONGPIN_DECISION_STEPS`
/// takes more steps than the short test.
/// Sees: any order of steps, changes of people, figures, files, tokens, stand-ins and undo that lets somebody through, and refusals that move
/// something. Does not see: what the network adds (sessions, tokens for reading only), which AccessMatrixTests and the proof `payloads` ask.
@Suite("A search for decisions that should not have been")
struct DecisionSearchLaws {
  private static let steps = ProcessInfo.processInfo.environment["TONGPIN_DECISION_STEPS"].flatMap { Int($0) } ?? 600
  /// A company goes on for a while, so that roles, tokens and approvals of long ago meet; a short search takes several companies.
  private static let stepsEach = min(500, max(150, steps / 4))

  @Test("random people and their scripts find none")
  func none() throws {
    var (done, approved, steps): ([String: Int], [FlowPurpose: Int], Int) = ([:], [:], 0)
    let chosen = ProcessInfo.processInfo.environment["TONGPIN_DECISION_SEED"].flatMap { Int($0) }
    for seed in chosen.map({ $0...$0 }) ?? 1...max(1, Self.steps / Self.stepsEach) {
      let search = try DecisionSearch(seed: UInt64(seed), hole: nil)
      for _ in 0..<Self.stepsEach { try search.step() }
      try search.restart()
      for one in search.law.objections.prefix(3) { Issue.record("seed \(seed), \(one.article.rawValue): \(one.words): \(search.course)") }
      steps += search.steps
      approved.merge(search.law.approved) { $0 + $1 }
      done.merge(search.done) { $0 + $1 }
    }
    let kinds = approved.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }.map { "\($0.0) \($0.1)" }
    print("decision search: \(steps) steps, \(approved.values.reduce(0, +)) approvals (\(kinds.joined(separator: ", ")))")
    print("decision search: \(done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
    for kind in [
      "approve", "approve of a list", "transfer", "add", "return", "people", "edit", "edit several", "import", "undo", "redo", "delegate",
      "token", "submit budget", "submit forecast", "submit transfer", "refused",
    ] {
      #expect(done[kind, default: 0] > 0, "\(kind) was never done: nothing was searched")
    }
    #expect(approved[.budget, default: 0] > 0 && approved[.forecast, default: 0] > 0)
    if steps >= 20_000 { #expect(FlowPurpose.allCases.allSatisfy { approved[$0, default: 0] > 0 }, "nothing of some kind was approved") }
  }

  @Test("the same search finds each planted hole, and names the rule that was left out", arguments: UseCaseHole.allCases)
  func finds(_ hole: UseCaseHole) throws {
    var steps = 0
    for seed in 1...40 {
      let search = try DecisionSearch(seed: UInt64(seed), hole: hole)
      for _ in 0..<500 {
        try search.step()
        if search.law.objections.contains(where: { $0.article == hole.article }) {
          print("decision search: \(hole.rawValue) found after \(steps + search.steps) steps")
          return
        }
      }
      steps += search.steps
    }
    Issue.record("\(hole.rawValue): not found in \(steps) steps")
  }
}
