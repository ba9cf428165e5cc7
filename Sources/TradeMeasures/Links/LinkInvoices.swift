// SPDX-License-Identifier: Apache-2.0

extension SideLinker {
  /// Invoice lines bill acceptances: those of the delivery they name, then by rule those of the same order and item, then the customer's oldest of the item.
  mutating func linkInvoices() {
    standInForInvoices()
    let invoices = rows.invoices ?? []
    for invoice in invoices { _ = add(.invoice, invoice.document, invoice.money.gross, invoice.attributes) }
    var billed = [Consumed](repeating: Consumed(), count: acceptances.count)
    var used = [Consumed](repeating: Consumed(), count: invoices.count)
    let finder = AcceptanceFinder(rows, acceptances)
    let byDay = rows.inOrderOfDays(invoices.map(\.document))
    var isStated = [Bool](repeating: false, count: invoices.count)
    // What a document states comes before what a rule finds, whatever the days.
    for index in byDay where !invoices[index].isRebate && (invoices[index].delivery >= 0 || invoices[index].acceptanceRow >= 0) {
      let found = finder.stated(invoices[index], place: index)
      isStated[index] = !found.rows.isEmpty
      if found.rows.isEmpty { rows.findings.add(.linkBroken, rows.number(invoices[index].document), invoices[index].money.gross) }
      bill(index, found.rows, isWhole: found.isWhole, invoices[index].acceptanceRow >= 0 ? .standIn : .stated, &billed, &used)
    }
    var heads: [Int32: Int] = [:]
    for index in byDay where !invoices[index].isRebate && !isStated[index] && invoices[index].attributes.item >= 0 {
      if invoices[index].order >= 0 {
        bill(index, finder.sameOrder(invoices[index]), .sameOrder, &billed, &used)
      } else if let group = finder.group(invoices[index]) {
        let rows = finder.oldest(group)
        var head = heads[group] ?? rows.startIndex
        while head < rows.endIndex, isBilled(rows[head], billed) { head += 1 }
        heads[group] = head
        bill(index, Array(rows[head...]), .oldestOpen, &billed, &used)
      }
    }
    invoiceRest = invoices.indices.map { used[$0].rest(invoices[$0].money) }
    for (index, invoice) in invoices.enumerated() {
      self[.acceptanceToInvoice].arise(Int32(index), restKind(invoice, isStated[index]), amount: invoiceRest[index].gross)
    }
    for (index, acceptance) in acceptances.enumerated() {
      self[.acceptanceToInvoice].leaveOpen(Int32(index), carried: billed[index].rest(acceptance.money).gross)
    }
  }

  /// Without any invoices each acceptance counts as one.
  private mutating func standInForInvoices() {
    guard rows.invoices == nil, !acceptances.isEmpty else { return }
    standIns.insert(.invoice)
    rows.invoices = acceptances.enumerated().map { index, acceptance in
      let delivery = rows.deliveries[Int(acceptance.delivery)]
      let day = movements[TradeStage.acceptance.rawValue][index].day
      let kept = rows.documents[Int(acceptance.document)]
      let document =
        kept.day == day
        ? acceptance.document : rows.document(kept.kind, kept.number, line: Int64(kept.line), day: day)
      return InvoiceRow(
        document: document, number: kept.number, attributes: delivery.attributes, delivery: -1, order: -1, acceptanceRow: Int32(index),
        quantity: acceptance.quantity, money: acceptance.money, isRebate: false)
    }
  }

  private func isBilled(_ row: Int32, _ billed: [Consumed]) -> Bool {
    let acceptance = acceptances[Int(row)]
    return billed[Int(row)].units == (acceptance.quantity != 0 ? acceptance.quantity : acceptance.money.gross)
  }

  private func restKind(_ invoice: InvoiceRow, _ isStated: Bool) -> BridgeItemKind {
    if invoice.isRebate { return .rebate }
    if isStated { return .quantity }
    return invoice.money.gross < 0 ? .allowance : .invoiceWithoutDelivery
  }

  private mutating func bill(
    _ index: Int, _ found: [Int32], isWhole: Bool = false, _ basis: LinkBasis, _ billed: inout [Consumed], _ used: inout [Consumed]
  ) {
    guard let invoice = rows.invoices?[index] else { return }
    let byQuantity = invoice.quantity != 0
    let whole = byQuantity ? invoice.quantity : invoice.money.gross
    for row in found where used[index].units != whole {
      let acceptance = acceptances[Int(row)]
      let total = acceptance.quantity != 0 ? acceptance.quantity : acceptance.money.gross
      let accepted: TradeMoney
      if byQuantity, acceptance.quantity != 0 {
        let units = Share.common(total - billed[Int(row)].units, whole - used[index].units)
        guard units != 0 else { continue }
        accepted = billed[Int(row)].advance(to: billed[Int(row)].units + units, of: total, acceptance.money)
        let invoiced = used[index].advance(to: used[index].units + units, of: whole, invoice.money)
        note(index, row, accepted, invoiced, basis)
      } else {
        let open = billed[Int(row)].rest(acceptance.money).gross
        let need = invoice.money.gross - used[index].money.gross
        let part = isWhole ? (accepted: open, invoiced: need) : SideLinker.parts(open, need)
        guard part.accepted != 0 || part.invoiced != 0 else { continue }
        let reached = billed[Int(row)].money.gross + part.accepted
        accepted = billed[Int(row)].advance(
          to: Share.of(total, reached, of: acceptance.money.gross), reaching: reached, of: acceptance.money)
        let billedUpTo = used[index].money.gross + part.invoiced
        let invoiced = used[index].advance(
          to: Share.of(whole, billedUpTo, of: invoice.money.gross), reaching: billedUpTo, of: invoice.money)
        note(index, row, accepted, invoiced, basis)
      }
    }
  }

  /// By amount each gives what the other asks for; one 分 that would be left on either side goes with it and is a difference of rounding.
  private static func parts(_ open: Int64, _ need: Int64) -> (accepted: Int64, invoiced: Int64) {
    let part = Share.common(open, need)
    guard part != 0 else { return (0, 0) }
    return (abs(open - part) <= 1 ? open : part, abs(need - part) <= 1 ? need : part)
  }

  private mutating func note(_ index: Int, _ row: Int32, _ accepted: TradeMoney, _ invoiced: TradeMoney, _ basis: LinkBasis) {
    if basis == .oldestOpen || basis == .sameOrder, let invoice = rows.invoices?[index] {
      rows.findings.add(.matchedByRule, rows.number(invoice.document), invoiced.gross)
    }
    matches.append(InvoiceMatch(invoice: Int32(index), acceptance: row, accepted: accepted, invoiced: invoiced, basis: basis))
    self[.acceptanceToInvoice].link(row, Int32(index), carried: accepted.gross, SideLinker.differences(accepted, invoiced), basis: basis)
  }
}

extension Consumed {
  /// Takes up to an amount instead of a quantity.
  mutating func advance(to target: Int64, reaching gross: Int64, of whole: TradeMoney) -> TradeMoney {
    let reached = TradeMoney(
      gross: gross, net: Share.of(whole.net, gross, of: whole.gross), tax: Share.of(whole.tax, gross, of: whole.gross))
    let part = TradeMoney(
      gross: reached.gross - money.gross, net: reached.net - money.net, tax: reached.tax - money.tax, isTaxKnown: whole.isTaxKnown)
    units = target
    money = reached
    return part
  }
}
