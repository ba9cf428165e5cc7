// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Journal

extension Workspace {
  /// Holds rows against the rules of their kind and against what is known, before any of them is kept.
  ///
  /// - Throws: `StoreError`.
  func checkImport(_ reading: FactFileReading) throws(StoreError) -> QualityReport {
    let kind = reading.table.kind
    let rules = ledgers.quality.rules(for: kind).filter(\.isOn).map(\.rule)
    let needsBank = rules.contains { $0.check == .balance(.bankRoll) }
    let codes = knownCodes(for: kind)
    let context = QualityContext(
      today: environment.today(), known: try facts.table(kind), rules: rules,
      bankBalances: needsBank ? try facts.table(.bankBalances) : nil,
      bankTransactions: needsBank ? try facts.table(.bankTransactions) : nil
    ) { codes.knows($0, $1) }
    return CheckBatch.check(reading.table, rules, context, rowsRead: reading.rowsRead, rejected: reading.rejected)
  }

  /// Who has to look at a batch that is held: whoever a rule that stops it names, else whoever brought it in.
  func owner(ofHeld report: QualityReport, broughtBy actor: Actor) -> Int64 {
    report.stops.lazy.compactMap { self.ledgers.quality.rule($0.rule.id)?.owner }.first ?? actor.id
  }
}
