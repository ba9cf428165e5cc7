// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Journal

/// What was said of members, newest first.
public struct MemberHistory: Sendable {
  public struct Ending: Sendable {
    public let by: BilingualText
    public let at: Moment
    public let reason: String
  }

  public struct Merge: Sendable {
    public let merge: MemberMerge
    public let by: BilingualText
    /// nil while it stands.
    public let ended: Ending?
  }

  public struct Apart: Sendable {
    public let apart: MembersApart
    public let by: BilingualText
    public let ended: Ending?
  }

  public struct Move: Sendable {
    public let move: MemberMove
    public let by: BilingualText
    public let ended: Ending?
  }

  public let merges: [Merge]
  public let aparts: [Apart]
  public let moves: [Move]
}

/// Where a member lies, and since when.
public struct MemberPlace: Sendable {
  public struct Step: Hashable, Sendable {
    /// nil: from the beginning.
    public let since: Day?
    /// Empty where nothing was said.
    public let parent: String
    /// A person said it; otherwise a file.
    public let isSaid: Bool
  }

  public let level: HierarchyLevel
  public let code: String
  public let name: BilingualText
  public let steps: [Step]
}

extension Workspace {
  /// Codes of a kind that hold a text in their code, name or number, each with the code that stands for it where that is another.
  ///
  /// - Throws: `StoreError`.
  public func findMembers(
    _ proof: Authorized<To.ViewCompany>, _ kind: MemberKind, matching text: String, limit: Int = 30
  ) throws -> (records: [(record: CodeRecord, into: String?)], total: Int) {
    let needle = text.lowercased()
    let found = try memberRecords(kind).records.filter { record in
      guard !needle.isEmpty else { return true }
      let words = [record.code, record.name?.chinese, record.name?.english, record.taxNumber].compactMap { $0 }.joined(separator: "\u{1}")
      return words.lowercased().contains(needle)
    }
    let map = facts.identities
    return (found.prefix(limit).map { ($0, map.isMerged(kind, $0.code) ? map.now(kind, $0.code) : nil) }, found.count)
  }

  /// Everything ever said of members, also what was taken back.
  public func memberHistory(_ proof: Authorized<To.ViewCompany>) -> MemberHistory {
    let ledger = ledgers.merges
    func ending(_ event: Event?) -> MemberHistory.Ending? {
      event.map { MemberHistory.Ending(by: name(of: $0.draft.actor), at: $0.recordedAt, reason: $0.draft.reason) }
    }
    return MemberHistory(
      merges: ledger.merges.reversed().map {
        MemberHistory.Merge(merge: $0, by: name(of: $0.by), ended: ending(ledger.end(of: $0)))
      },
      aparts: ledger.aparts.reversed().map {
        MemberHistory.Apart(apart: $0, by: name(of: $0.by), ended: ending(ledger.end(of: $0.event)))
      },
      moves: ledger.moves.reversed().map {
        MemberHistory.Move(move: $0, by: name(of: $0.by), ended: ending(ledger.end(of: $0.event)))
      })
  }

  /// Where the members of a level lie, with what changed: those alone that ever lay elsewhere come first.
  ///
  /// - Parameter text: part of a code or a name; empty for all.
  /// - Throws: `StoreError`.
  public func memberPlaces(
    _ proof: Authorized<To.ViewCompany>, _ level: HierarchyLevel, matching text: String = "", limit: Int = 200
  ) throws -> (places: [MemberPlace], total: Int, parents: [String]) {
    let table = try facts.table(level.factKind)
    let steps = try hierarchySteps(level)
    let (code, name, english, parent) = (table["code"], table["name"], table["name_en"], table[level.field])
    var seen: Swift.Set<String> = []
    var places: [MemberPlace] = []
    let needle = text.lowercased()
    for row in 0..<table.rowCount {
      guard let own = code.text(row), seen.insert(own).inserted else { continue }
      let words = BilingualText(name: name.text(row), english: english.text(row)) ?? BilingualText(name: own)
      guard needle.isEmpty || (own + "\u{1}" + words.chinese + "\u{1}" + words.english).lowercased().contains(needle) else { continue }
      let now = MemberPlace.Step(since: nil, parent: parent.text(row) ?? "", isSaid: false)
      places.append(MemberPlace(level: level, code: own, name: words, steps: steps[own] ?? [now]))
    }
    places.sort { ($0.steps.count > 1 ? 0 : 1, $0.code) < ($1.steps.count > 1 ? 0 : 1, $1.code) }
    let parents =
      level == .customerTerritory
      ? plan.catalogue.regions.map(\.code) : Swift.Set(parent.texts + steps.values.flatMap { $0.map(\.parent) }).sorted()
    return (Array(places.prefix(limit)), places.count, parents.filter { !$0.isEmpty })
  }
}
