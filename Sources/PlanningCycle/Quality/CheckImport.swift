// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Journal

/// What rows are held against before any of them is kept: taken from a workspace in a turn, so that the rows can be looked at beside it.
struct ImportCheck {
  private let rules: [DataQuality.QualityRule]
  private let facts: FactLibrary
  private let codes: KnownFactCodes
  private let today: Day

  init(_ workspace: Workspace, _ kind: FactKind) throws(StoreError) {
    rules = workspace.ledgers.quality.rules(for: kind).filter(\.isOn).map(\.rule)
    facts = workspace.facts.copied()
    codes = workspace.knownCodes(for: kind)
    today = workspace.environment.today()
  }

  /// - Throws: `StoreError`.
  func report(_ reading: FactFileReading) throws(StoreError) -> QualityReport {
    let needsBank = rules.contains { $0.check == .balance(.bankRoll) }
    let context = QualityContext(
      today: today, known: try facts.table(reading.table.kind), rules: rules,
      bankBalances: needsBank ? try facts.table(.bankBalances) : nil,
      bankTransactions: needsBank ? try facts.table(.bankTransactions) : nil
    ) { [codes] in codes.knows($0, $1) }
    return CheckBatch.check(reading.table, rules, context, rowsRead: reading.rowsRead, rejected: reading.rejected)
  }
}

extension Workspace {
  /// What every batch says of its file.
  static func counts(_ reading: FactFileReading) -> [String: CanonicalValue] {
    ["rows_read": .integer(Int64(reading.rowsRead)), "rejected": .integer(Int64(reading.rejected))]
  }

  /// Who has to look at a batch that is held: whoever a rule that stops it names, else whoever brought it in.
  func owner(ofHeld report: QualityReport, broughtBy actor: Actor) -> Int64 {
    report.stops.lazy.compactMap { self.ledgers.quality.rule($0.rule.id)?.owner }.first ?? actor.id
  }
}
