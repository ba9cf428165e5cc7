// SPDX-License-Identifier: Apache-2.0

extension SalesBooks {
  func addShipments(_ work: inout Accumulator) {
    let shipments = shipments
    func sent(_ values: [Int64]) -> (Int) -> Int64 { { shipments.isReturn[$0] || values[$0] == Exact.missing ? 0 : values[$0] } }
    func back(_ values: [Int64]) -> (Int) -> Int64 { { !shipments.isReturn[$0] || values[$0] == Exact.missing ? 0 : values[$0] } }
    /// Returns take back both the sale and its cost.
    func costed(_ values: [Int64]) -> (Int) -> Int64 {
      { row in
        if shipments.cost[row] == Exact.missing || shipments.exclusive[row] == Exact.missing { return 0 }
        return shipments.isReturn[row] ? -values[row] : values[row]
      }
    }
    work.add(
      shipments.lines,
      work.chosen([
        .init(.deliveredIncl, each: sent(shipments.inclusive)), .init(.deliveredExcl, each: sent(shipments.exclusive)),
        .init(.deliveredQuantity, each: sent(shipments.quantity)), .init(.returnedIncl, each: back(shipments.inclusive)),
        .init(.returnedExcl, each: back(shipments.exclusive)), .init(.returnedQuantity, each: back(shipments.quantity)),
        .init(.costedDeliveries, each: costed(shipments.exclusive)), .init(.deliveryCost, each: costed(shipments.cost)),
      ]))
  }

  /// Receipts part by part: of the invoice line that a part paid, else of the customer.
  func addReceipts(_ work: inout Accumulator) {
    let (invoices, receipts) = (invoices, receipts)
    let parts = Settlement(self, asOf: work.asOf)
    let lines = partLines(parts)
    /// Credits given back are no payments of anybody.
    func paid(_ part: Int) -> Int64 { parts.line[part] >= 0 && parts.amount[part] > 0 ? parts.amount[part] : 0 }
    func days(_ part: Int, since day: [Int32]) -> Int64 {
      let amount = paid(part)
      if amount == 0 { return 0 }
      return Exact.scaled(amount, Int64(lines.day[part]) - Int64(day[Int(parts.line[part])]), over: 1)
    }
    func isLate(_ part: Int) -> Bool { paid(part) > 0 && lines.day[part] > invoices.due[Int(parts.line[part])] }
    work.add(
      lines,
      work.chosen([
        .init(.collected, parts.amount), .init(.collectedBills) { receipts.isBill[Int(parts.receipt[$0])] ? parts.amount[$0] : 0 },
        .init(.settled, each: paid), .init(.settledDays) { days($0, since: invoices.lines.day) },
        .init(.settledLateDays) { days($0, since: invoices.due) }, .init(.settledLate) { isLate($0) ? paid($0) : 0 },
      ]))
  }

  func partLines(_ parts: Settlement) -> DocumentLines {
    DocumentLines(
      day: parts.receipt.map { receipts.lines.day[Int($0)] },
      codes: invoices.lines.codes.indices.map { base in
        parts.receipt.indices.map { part in
          let line = parts.line[part]
          return line >= 0 ? invoices.lines.codes[base][Int(line)] : receipts.lines.codes[base][Int(parts.receipt[part])]
        }
      })
  }

  /// Open invoices by age, and receipts that paid none.
  func addReceivables(_ work: inout Accumulator) {
    guard !work.hasReceivables else { return }
    work.hasReceivables = true
    let (invoices, asOf) = (invoices, Int64(work.asOf))
    let parts = Settlement(self, asOf: work.asOf)
    let open = parts.open
    func late(_ row: Int) -> Int64 { asOf - Int64(invoices.due[row]) }
    func bucket(_ days: ClosedRange<Int64>) -> (Int) -> Int64 { { open[$0] > 0 && days.contains(late($0)) ? open[$0] : 0 } }
    work.add(
      invoices.lines, isBalance: true, counts: { open[$0] != 0 },
      work.chosen([
        .init(.notDue, each: bucket(.min...0)), .init(.late30, each: bucket(1...30)), .init(.late60, each: bucket(31...60)),
        .init(.late90, each: bucket(61...90)), .init(.late180, each: bucket(91...180)), .init(.lateOver, each: bucket(181...(.max))),
        .init(.credits) { min(open[$0], 0) },
      ]))
    if work.slots.contains(.unapplied) {
      work.add(partLines(parts), isBalance: true, counts: { parts.line[$0] < 0 }, [.init(.unapplied, parts.amount)])
    }
  }
}
