// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import SupplyPlanning

/// Looks for sync nodes in what is known already: stage histories and changes of deals, orders, open invoices, the stock that the plan projects.
struct FindSyncNodes {
  let workspace: Workspace
  let since: Day
  /// 分.
  let large: Int64

  private var plan: PlanState { workspace.plan }
  private var today: Day { workspace.planningDay }

  /// Whoever waits for the workspace goes on between two looks: all of them together take a quarter of a second.
  func nodes(_ events: [Event]) throws -> [SyncNode] {
    let found = try [{ try deals(events) }, lostCustomers, lateReceipts, lateSupply].flatMap { look in
      plan.giveWayOnce()
      return try look()
    }
    return found.sorted { ($1.on, $1.amount, $0.id) < ($0.on, $0.amount, $1.id) }
  }

  private func deals(_ events: [Event]) throws -> [SyncNode] {
    // 流水型 deals only inform: the plan never held them.
    let moved = workspace.dealMovements(events, since: since).filter { $0.deal.kind == .project && $0.deal.amountInclTax ?? 0 >= large }
    return try moved.compactMap { movement in
      let deal = movement.deal
      let id = "\(movement.move.rawValue)-\(deal.code)"
      // The same deal that moves on is another impact.
      let key = "\(id)-\(movement.to.map(\.description) ?? "")-\(since)"
      plan.giveWayOnce()
      let impact = try workspace.syncShelf.impact(of: key, plan: workspace.planChangedIn) {
        try workspace.impact(of: movement)
      }
      // Put off within its month, it moves no money.
      if movement.move == .slipped, impact.months.isEmpty { return nil }
      return SyncNode(
        id: id, kind: SyncNode.Kind(rawValue: movement.move.rawValue) ?? .slipped, subject: deal.name, detail: BilingualText("", ""),
        region: workspace.regionLabel(deal.region), owner: deal.owner.flatMap { plan.catalogue.employees[$0] }, on: movement.on,
        from: movement.from, to: movement.to, amount: deal.amountInclTax ?? 0,
        impact: impact,
        link: "#/deals?deal=\(deal.code)", places: plan.catalogue.places(of: deal), permission: nil)
    }
  }

  /// Who bought for much money and does not any more: what they ordered in the year before is what will be missing.
  private func lostCustomers() throws -> [SyncNode] {
    let (lines, lives) = try workspace.salesLines()
    let asOf = min(today, plan.cutoff.lastDay)
    return lines.orderDays.keys.sorted().compactMap { code in
      guard let last = lines.orderDays[code]?.last, let lost = lives.lostOn(code, asOf: today), lost > since else { return nil }
      // A year of theirs, ending with the last order.
      let year = (0..<12).map { last.monthOf.adding(months: -$0) }
      let bought = Dictionary(
        uniqueKeysWithValues: year.map { month in
          (month.month, lines.lines(of: month).filter { $0.customer == code }.reduce(Int64(0)) { $0 + $1.net })
        })
      let amount = bought.values.reduce(0, +)
      guard amount >= large else { return nil }
      let customer = plan.catalogue.customers[code]
      let months = (1...12).map { asOf.monthOf.adding(months: $0) }
      return SyncNode(
        id: "customerLost-\(code)", kind: .customerLost, subject: customer?.name ?? BilingualText(name: code),
        detail: BilingualText("最后一次下单 \(last)，之前一年下单额如下", "last ordered on \(last); the year before as below"),
        region: workspace.regionLabel(customer?.group), owner: nil, on: lost, from: nil, to: nil, amount: amount,
        impact: SyncNode.Impact(
          basis: .documents,
          months: months.compactMap { month in
            let revenue = bought[month.month] ?? 0
            return revenue == 0 ? nil : SyncNode.Month(month: month, revenue: -revenue, receipts: 0)
          }, lowest: nil), link: "#/cash?view=partners", places: plan.catalogue.places(region: customer?.group), permission: nil)
    }
  }

  /// Invoices of a customer that became due and were not paid, together: they leave the month in which they were due and come when the plan expects them.
  private func lateReceipts() throws -> [SyncNode] {
    let asOf = plan.cutoff.lastDay
    let gone = OpenItems.lostCustomers(try workspace.facts.table(.customers), before: plan.calendar.firstDay)
    let late = Dictionary(grouping: try workspace.cashFacts().owed.filter { $0.due > since && $0.due <= asOf }) { $0.party }
    return late.keys.sorted().compactMap { code in
      let items = late[code] ?? []
      let amount = items.reduce(Int64(0)) { $0 + $1.amount }
      guard amount >= large, let first = items.map(\.due).min() else { return nil }
      var months: [Month: Int64] = [:]
      for item in items {
        months[item.due.monthOf, default: 0] -= item.amount
        guard !gone.contains(code) else { continue }
        for part in item.expected(from: plan.calendar.firstDay) { months[part.day.monthOf, default: 0] += part.amount }
      }
      let customer = plan.catalogue.customers[code]
      return SyncNode(
        id: "receiptLate-\(code)", kind: .receiptLate, subject: customer?.name ?? BilingualText(name: code),
        detail: BilingualText(
          "\(items.count) 张发票到期未付，最早 \(first)，到 \(asOf) 逾期 \(first.distance(to: asOf)) 天",
          "\(items.count) \(items.count == 1 ? "invoice" : "invoices") past due, the first since \(first): \(first.distance(to: asOf)) days on \(asOf)"
        ),
        region: workspace.regionLabel(customer?.group), owner: nil, on: asOf, from: nil, to: nil, amount: amount,
        impact: SyncNode.Impact(
          basis: .documents,
          months: months.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map {
            SyncNode.Month(month: $0.key, revenue: 0, receipts: $0.value)
          }, lowest: nil), link: "#/cash?view=partners", places: plan.catalogue.places(region: customer?.group), permission: .viewCash)
    }
  }

  /// Sold items that the plan cannot deliver in time, with the orders of theirs or of their parts that did not arrive.
  private func lateSupply() throws -> [SyncNode] {
    let engine = plan.engine
    guard let watch = workspace.stockWatch(plan), engine.model.measure(named: "average_price") != nil else { return [] }
    let waiting = try OpenPurchase.read(
      workspace.facts, catalogue: plan.catalogue,
      sources: SupplySource.read(try workspace.facts.table(.supplierItems), catalogue: plan.catalogue), upTo: plan.cutoff
    ).filter { $0.due < today }
    let bill = try? plan.billOfMaterials()
    let start = max(0, plan.calendar.firstDay.distance(to: today))
    return try plan.catalogue.items.enumerated().filter { $0.element.isSold }.compactMap { index, item in
      let at: Coordinate = ["Item": plan.members.items[index]]
      let stock = Array(watch.attainable.stock(of: index))
      guard let price = try engine.value("average_price", at: at, period: .month(today.monthOf)), price.isFinite else { return nil }
      let rate =
        engine.model.measure(named: "tax_rate") == nil ? 0 : try engine.value("tax_rate", at: at, period: .month(today.monthOf)) ?? 0
      var (months, lowest, first) = ([Month: Double](), 0.0, Day?.none)
      for place in start..<min(start + StockWatch.horizon, stock.count) where stock[place] < lowest - 0.5 {
        let day = plan.calendar.day(at: place)
        months[day.monthOf, default: 0] += lowest - stock[place]
        first = first ?? day
        lowest = stock[place]
      }
      let money = months.mapValues { hundredths($0 * price / (1 + rate)) }
      let amount = money.values.reduce(0, +)
      guard let first, amount >= large else { return nil }
      let parts = Swift.Set(bill?.withDescendants([Int32(index)]) ?? [Int32(index)])
      let missing = waiting.filter { parts.contains(Int32($0.item)) }
      let orders = missing.prefix(3).map(\.order).joined(separator: "、")
      return SyncNode(
        id: "supplyLate-\(item.code)", kind: .supplyLate, subject: item.name,
        detail: BilingualText(
          "\(first) 起最多缺 \(Int((-lowest).rounded())) 件" + (orders.isEmpty ? "" : "；逾期未到的采购单 \(orders)"),
          "from \(first) up to \(Int((-lowest).rounded())) pieces are missing"
            + (orders.isEmpty ? "" : "; purchase orders past due: \(missing.prefix(3).map(\.order).joined(separator: ", "))")),
        region: nil, owner: nil, on: today, from: nil, to: nil, amount: amount,
        impact: SyncNode.Impact(
          basis: .plan, months: money.sorted { $0.key < $1.key }.map { SyncNode.Month(month: $0.key, revenue: -$0.value, receipts: 0) },
          lowest: nil), link: "#/supply?item=\(item.code)", places: [:], permission: .viewSupply)
    }
  }
}
