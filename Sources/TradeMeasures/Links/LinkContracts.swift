// SPDX-License-Identifier: Apache-2.0

extension SideLinker {
  /// Contracts and orders become movements; an order uses up the contract it names, by amount.
  mutating func linkContracts() {
    for order in rows.orders { _ = add(.order, order.document, order.money.gross, order.attributes) }
    guard let contracts = rows.contracts else {
      if !rows.orders.isEmpty { standIns.insert(.contract) }
      for (index, order) in rows.orders.enumerated() {
        let contract = add(.contract, order.document, order.money.gross, order.attributes)
        self[.contractToOrder].link(contract, Int32(index), carried: order.money.gross, basis: .standIn)
      }
      return
    }
    for contract in contracts { _ = add(.contract, contract.document, contract.gross, contract.attributes) }
    var contractOfNumber = [Int32](repeating: -1, count: rows.numbers.count)
    for (index, contract) in contracts.enumerated() { contractOfNumber[Int(contract.number)] = Int32(index) }
    var open = contracts.map(\.gross)
    let byDay = rows.inOrderOfDays(rows.orders.map(\.document))
    for index in byDay {
      let order = rows.orders[index]
      let contract = order.contract >= 0 ? contractOfNumber[Int(order.contract)] : -1
      guard contract >= 0 else {
        if order.contract >= 0 { rows.findings.add(.linkBroken, rows.number(order.document), order.money.gross) }
        self[.contractToOrder].arise(Int32(index), .orderWithoutContract, amount: order.money.gross)
        continue
      }
      let part = Share.common(open[Int(contract)], order.money.gross)
      open[Int(contract)] -= part
      let beyond = LegDifference(kind: .quantity, amount: part - order.money.gross)
      self[.contractToOrder].link(contract, Int32(index), carried: part, [beyond], basis: .stated)
    }
    for (index, contract) in contracts.enumerated() {
      if contract.isFlow {
        self[.contractToOrder].end(Int32(index), by: contract.document, .framework, carried: open[index], basis: .stated)
      } else {
        self[.contractToOrder].leaveOpen(Int32(index), carried: open[index])
      }
    }
  }
}
