// SPDX-License-Identifier: Apache-2.0

/// The documents of one state of the facts, read when first asked for; readers of that state share it.
final class DocumentShelf {
  var index: DocumentIndex?
  var cash: CashFacts?
  var salesByOwner: SalesByOwner?
  var salesLines: (SalesLines, CustomerLives)?

  /// All but the index, which alone has deals in it.
  var withoutDeals: DocumentShelf {
    let other = DocumentShelf()
    (other.cash, other.salesByOwner, other.salesLines) = (cash, salesByOwner, salesLines)
    return other
  }
}
