// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import TradeMeasures

/// The documents of one state of the facts, read when first asked for; readers of that state share it.
final class DocumentShelf {
  var index: DocumentIndex?
  var measures: MeasureBook?
  var cash: CashFacts?
  var salesByOwner: SalesByOwner?
  var salesLines: (SalesLines, CustomerLives)?
  var sales = SalesShelf()
  /// Codes of each kind with their records, and which of them may be one.
  var members: [MemberKind: MemberRecords] = [:]
  var candidates: [MemberKind: (apart: [[String]], found: CandidatesFound, codes: [String])] = [:]
  /// Where members lay by the versions of files.
  var fileSteps: [HierarchyLevel: [String: [MemberPlace.Step]]] = [:]

  /// All but the index and the measures, which alone have deals in them.
  var withoutDeals: DocumentShelf {
    let other = DocumentShelf()
    (other.cash, other.salesByOwner, other.salesLines, other.sales) = (cash, salesByOwner, salesLines, sales)
    return other
  }
}
