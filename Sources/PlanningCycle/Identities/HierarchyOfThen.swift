// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import SalesAnalytics

extension Workspace {
  /// Imports of a master that are looked back at: older corrections are taken for what was always so.
  static let mostVersions = 200

  /// Members of a level that ever lay elsewhere, with their steps: what files said from the day they were read, over that what people said from
  /// the day they
  /// named. The first parent known is taken for the time before.
  func hierarchySteps(_ level: HierarchyLevel) throws(StoreError) -> [String: [MemberPlace.Step]] {
    var steps = try fileSteps(level)
    let said = Dictionary(grouping: ledgers.merges.standingMoves.filter { $0.level == level }, by: \.code)
    if !said.isEmpty {
      let table = try facts.own(level.factKind)
      var own: [String: String] = [:]
      for row in 0..<table.rowCount { if let code = table["code"].text(row) { own[code] = table[level.field].text(row) ?? own[code] } }
      for code in said.keys.sorted() {
        let before = steps[code] ?? [MemberPlace.Step(since: nil, parent: own[code] ?? "", isSaid: false)]
        steps[code] = Self.joined(before, said[code]!)
      }
    }
    return steps.filter { $0.value.count > 1 }
  }

  /// What people said holds from its day until the next thing that people said: a file read later does not move a member back.
  private static func joined(_ files: [MemberPlace.Step], _ moves: [MemberMove]) -> [MemberPlace.Step] {
    let moves = moves.sorted { ($0.since, $0.event) < ($1.since, $1.event) }
    var result = files.filter { $0.since.map { $0 < moves[0].since } ?? true }
    for move in moves {
      if result.last?.since == move.since { result.removeLast() }
      if result.last?.parent != move.parent { result.append(MemberPlace.Step(since: move.since, parent: move.parent, isSaid: true)) }
    }
    return result
  }

  /// Versions of the records, import by import.
  private func fileSteps(_ level: HierarchyLevel) throws(StoreError) -> [String: [MemberPlace.Step]] {
    if let known = documentShelf.fileSteps[level] { return known }
    let batches = try store.batches().filter { $0.kind == level.factKind }
    var steps: [String: [MemberPlace.Step]] = [:]
    if batches.contains(where: { $0.correctedRows > 0 }) {
      for (index, batch) in batches.suffix(Self.mostVersions).enumerated() where index == 0 || batch.correctedRows > 0 || batch.newRows > 0
      {
        let table = try store.table(level.factKind, asOf: batch.recordedAt)
        let day = batch.event.payload["batch"]?["recorded_on"]?.day ?? batch.recordedAt.civilDay
        var now: [String: String] = [:]
        for row in 0..<table.rowCount {
          if let code = table["code"].text(row) { now[code] = table[level.field].text(row) ?? now[code] ?? "" }
        }
        for (code, parent) in now {
          guard let last = steps[code]?.last else {
            steps[code] = [MemberPlace.Step(since: nil, parent: parent, isSaid: false)]
            continue
          }
          if last.parent == parent { continue }
          if last.since == day { steps[code]?.removeLast() }
          steps[code]?.append(MemberPlace.Step(since: day, parent: parent, isSaid: false))
        }
      }
    }
    steps = steps.filter { $0.value.count > 1 }
    documentShelf.fileSteps[level] = steps
    return steps
  }

  /// All levels as sales analysis asks for them.
  func datedParents() throws(StoreError) -> [DatedParents] {
    var result: [DatedParents] = []
    for level in HierarchyLevel.allCases {
      let steps = try hierarchySteps(level)
      if steps.isEmpty { continue }
      result.append(
        DatedParents(
          level.link,
          steps: steps.mapValues { $0.map { DatedParents.Step(since: $0.since, parent: $0.parent) } }))
    }
    return result
  }
}

extension HierarchyLevel {
  var link: DatedParents.Link {
    switch self {
    case .customerTerritory: .customerTerritory
    case .customerChannel: .customerChannel
    case .itemFamily: .itemFamily
    case .itemSubfamily: .itemSubfamily
    case .territoryGroup: .territoryGroup
    }
  }
}
