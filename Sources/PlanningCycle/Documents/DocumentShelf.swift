// SPDX-License-Identifier: Apache-2.0
import TradeMeasures

/// The documents of one state of the facts, read when first asked for; readers of that state share it.
final class DocumentShelf {
  var index: DocumentIndex?
  var measures: MeasureBook?
  var cash: CashFacts?
  var salesByOwner: SalesByOwner?
  var salesLines: (SalesLines, CustomerLives)?
  var sales = SalesShelf()

  /// All but the index and the measures, which alone have deals in them.
  var withoutDeals: DocumentShelf {
    let other = DocumentShelf()
    (other.cash, other.salesByOwner, other.salesLines, other.sales) = (cash, salesByOwner, salesLines, sales)
    return other
  }
}
