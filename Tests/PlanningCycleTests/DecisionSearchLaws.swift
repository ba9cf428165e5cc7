// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import PlanningCycle

/// A search through the use cases for a decision without the rights, the second pair of eyes or the figures it needs. `TONGPIN_DECISION_STEPS`
/// takes more steps than the short test.
/// Sees: any order of steps, changes of people, figures, stand-ins and undo that lets somebody through, and refusals that move something. Does not
/// see: what the network adds (tokens, sessions), which AccessMatrixTests and the proof `payloads` ask.
@Suite("A search for decisions that should not have been")
struct DecisionSearchLaws {
  private static let steps = ProcessInfo.processInfo.environment["TONGPIN_DECISION_STEPS"].flatMap { Int($0) } ?? 600
  private static let stepsEach = 150

  @Test("random people find none")
  func none() throws {
    var (done, approved, steps): ([String: Int], Int, Int) = ([:], 0, 0)
    for seed in 1...max(1, Self.steps / Self.stepsEach) {
      let search = try DecisionSearch(seed: UInt64(seed), hole: nil)
      for _ in 0..<Self.stepsEach { try search.step() }
      for one in search.law.objections.prefix(3) { Issue.record("seed \(seed), \(one.article.rawValue): \(one.words)") }
      (steps, approved) = (steps + search.steps, approved + search.law.approved)
      done.merge(search.done) { $0 + $1 }
    }
    print(
      "decision search: \(steps) steps, \(approved) approvals, \(done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
    )
    for kind in [
      "approve", "transfer", "add", "return", "people", "edit", "undo", "redo", "delegate", "submit budget", "submit forecast", "refused",
    ] {
      #expect(done[kind, default: 0] > 0, "\(kind) was never done: nothing was searched")
    }
    #expect(approved > 0)
  }

  @Test("the same search finds each planted hole, and names the rule that was left out", arguments: UseCaseHole.allCases)
  func finds(_ hole: UseCaseHole) throws {
    var steps = 0
    for seed in 1...40 {
      let search = try DecisionSearch(seed: UInt64(seed), hole: hole)
      for _ in 0..<Self.stepsEach {
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
