// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// The dated mapping from the codes of sources to members: the one place where a code becomes a member.
struct IdentityMap: Hashable, Sendable {
  private struct Step: Hashable {
    let into: String
    let since: Day?
  }

  private var steps: [MemberKind: [String: Step]] = [:]
  /// The newest parent said for a member.
  private var parents: [HierarchyLevel: [String: String]] = [:]

  static let none = IdentityMap(merges: [], moves: [])

  init(merges: [MemberMerge], moves: [MemberMove]) {
    for merge in merges { steps[merge.kind, default: [:]][merge.code] = Step(into: merge.into, since: merge.since) }
    for move in moves.sorted(by: { ($0.since, $0.event) < ($1.since, $1.event) }) {
      parents[move.level, default: [:]][move.code] = move.parent
    }
  }

  var isEmpty: Bool { steps.isEmpty && parents.isEmpty }

  /// The code that stands for a code on a day.
  ///
  /// - Parameter day: nil for what has no day: merges from a day on do not touch it.
  func code(_ kind: MemberKind, _ code: String, on day: Day?) -> String {
    guard let known = steps[kind] else { return code }
    var code = code
    // Every step leads to another code, so that there are no more of them than codes.
    for _ in 0..<known.count {
      guard let step = known[code], step.since.map({ since in day.map { $0 >= since } ?? false }) ?? true else { break }
      code = step.into
    }
    return code
  }

  /// The code that stands for a code today.
  func now(_ kind: MemberKind, _ code: String) -> String { self.code(kind, code, on: Day(ordinal: .max)) }

  func isMerged(_ kind: MemberKind, _ code: String) -> Bool { steps[kind]?[code] != nil }
  func merges(_ kind: MemberKind) -> Bool { steps[kind] != nil }
  func parent(_ level: HierarchyLevel, of code: String) -> String? { parents[level]?[code] }
  func moves(_ kind: FactKind) -> [HierarchyLevel] { HierarchyLevel.allCases.filter { $0.factKind == kind && parents[$0] != nil } }
}
