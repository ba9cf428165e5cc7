// SPDX-License-Identifier: Apache-2.0

/// Acceptances by delivery, by order, and by customer and item in the order of their days.
struct AcceptanceFinder {
  private let byDelivery: Grouping
  private let byOrder: Grouping
  private let byGroup: [ArraySlice<Int32>]
  private let groupOf: [UInt64: Int32]
  private let itemOf: [Int32]
  /// How many invoice lines name a delivery, and the place of each among them.
  private let placeAmong: [Int32]
  private let linesNaming: [Int32]

  init(_ rows: SideRows, _ acceptances: [AcceptanceRow]) {
    let deliveries = acceptances.map { rows.deliveries[Int($0.delivery)] }
    itemOf = deliveries.map(\.attributes.item)
    byDelivery = Grouping(deliveries.map(\.number), count: rows.numbers.count)
    byOrder = Grouping(deliveries.map(\.order), count: rows.numbers.count)
    var groups: [UInt64: Int32] = [:]
    var members: [[Int32]] = []
    let byDay = rows.inOrderOfDays(acceptances.map(\.document))
    for row in byDay where deliveries[row].attributes.party >= 0 && deliveries[row].attributes.item >= 0 && !deliveries[row].isReturn {
      let key = deliveries[row].attributes.partyAndItem
      if let group = groups[key] {
        members[Int(group)].append(Int32(row))
      } else {
        groups[key] = Int32(members.count)
        members.append([Int32(row)])
      }
    }
    groupOf = groups
    byGroup = members.map { $0[...] }
    var counts = [Int32](repeating: 0, count: rows.numbers.count)
    var places: [Int32] = []
    for invoice in rows.invoices ?? [] {
      guard invoice.delivery >= 0, !invoice.isRebate else {
        places.append(-1)
        continue
      }
      places.append(counts[Int(invoice.delivery)])
      counts[Int(invoice.delivery)] += 1
    }
    placeAmong = places
    linesNaming = counts
  }

  /// Acceptances of the delivery an invoice line names. Where it names no item and as many lines name the delivery as it has, the n-th bills the n-th.
  func stated(_ invoice: InvoiceRow, place: Int) -> (rows: [Int32], isWhole: Bool) {
    if invoice.acceptanceRow >= 0 { return ([invoice.acceptanceRow], true) }
    let all = byDelivery[invoice.delivery]
    if invoice.attributes.item >= 0 { return (all.filter { itemOf[Int($0)] == invoice.attributes.item }, false) }
    if all.count == Int(linesNaming[Int(invoice.delivery)]) { return ([all[all.startIndex + Int(placeAmong[place])]], true) }
    return (Array(all), false)
  }

  func sameOrder(_ invoice: InvoiceRow) -> [Int32] { byOrder[invoice.order].filter { itemOf[Int($0)] == invoice.attributes.item } }

  func group(_ invoice: InvoiceRow) -> Int32? { groupOf[invoice.attributes.partyAndItem] }
  func oldest(_ group: Int32) -> ArraySlice<Int32> { byGroup[Int(group)] }
}
