// SPDX-License-Identifier: Apache-2.0

/// The lists below the grids.
extension SupplyReport {
  var writeOffLines: [String] {
    let scenario = planned.scenario
    return planned.demand.ledger.rows.map { row in
      let (forecast, order) = (scenario.forecastNumbers[Int(row.line)], scenario.orderNumbers[Int(row.order)])
      let quantity = SupplyReport.number(row.quantity.magnitude)
      let (part, on) = (scenario.text(planned.demand.ledger.parts[Int(row.part)].day), scenario.text(row.on))
      return row.quantity < 0
        ? pick(
          "\(on) 订单 \(order) 取消，退回预测 \(forecast)（\(part)）\(quantity)",
          "\(on) order \(order) cancelled, \(quantity) back to forecast \(forecast) (\(part))")
        : pick(
          "\(on) 订单 \(order) 冲销预测 \(forecast)（\(part)）\(quantity)",
          "\(on) order \(order) writes off \(quantity) of forecast \(forecast) (\(part))")
    }
  }

  var orderLines: [String] {
    let scenario = planned.scenario
    return planned.network.supplies.indices.filter { planned.network.supplies[$0].source == .planned }.map { position in
      let order = planned.network.supplies[position]
      let item = scenario.items[Int(order.item)].code
      let (release, due) = (scenario.text(planDay: order.releaseDay), scenario.text(planDay: order.day))
      var line = pick(
        "\(kind(order.item)) \(item) \(SupplyReport.number(order.quantity))，\(release) 下达，\(due) 到期",
        "\(kind(order.item)) \(item) \(SupplyReport.number(order.quantity)), release \(release), due \(due)")
      if let supplier = planned.supplier(order) { line += pick("，供应商 \(supplier)", ", from \(supplier)") }
      if order.lateBy > 0 { line += pick("，晚 ", ", late by ") + leadTime(order.lateBy) }
      let ends = planned.ends(ofSupply: position)
      if !ends.isEmpty {
        line += pick("，为 ", ", for ") + ends.map { "\($0.name) \(SupplyReport.number($0.quantity))" }.joined(separator: pick("、", ", "))
      }
      return line
    }
  }

  var agreementLines: [String] {
    guard !planned.scenario.agreements.isEmpty else { return [] }
    return zip(planned.scenario.agreements, planned.agreementUse().uses).map { stated, use in
      let number = SupplyReport.number
      let (supplier, item) = (
        planned.scenario.suppliers[Int(stated.agreement.supplier)], planned.scenario.items[Int(stated.agreement.item)].code
      )
      var line = pick(
        "\(stated.name) \(supplier) \(item)：锁定 \(number(stated.agreement.quantity))，已用 \(number(stated.agreement.calledOff))，计划再用 \(number(use.planned))，剩余 \(number(use.left))",
        "\(stated.name) \(supplier) \(item): \(number(stated.agreement.quantity)) agreed, \(number(stated.agreement.calledOff)) called off, \(number(use.planned)) planned, \(number(use.left)) left"
      )
      if use.exceeded > 0 { line += pick("；超出 \(number(use.exceeded))，按报价", "; \(number(use.exceeded)) more, at the offer's price") }
      if use.unused > 0 { line += pick("；到期未用 \(number(use.unused))", "; \(number(use.unused)) unused when it ends") }
      return line
    }
  }

  private func kind(_ item: Int32) -> String {
    switch planned.kind(of: item) {
    case .make: pick("自制", "make")
    case .buy: pick("外购", "buy")
    case .subcontract: pick("委外", "subcontract")
    }
  }

  var exceptionLines: [String] { planned.exceptions.map(exceptionLine) }

  func exceptionLine(_ found: SupplyException) -> String {
    let subject = SupplyReport.subject(found, planned)
    let quantity = SupplyReport.number(found.quantity)
    let day = planned.scenario.text(planDay: found.day)
    let newDay = found.newDay < 0 ? "" : planned.scenario.text(planDay: found.newDay)
    var line: String
    switch found.kind {
    case .short: line = pick("\(subject) 缺料：\(day) 起最多缺 \(quantity)", "\(subject) short: from \(day), up to \(quantity)")
    case .late:
      line = pick(
        "\(subject) 来不及：\(day) 起 \(quantity)，最多晚 \(leadTime(found.workingDays))",
        "\(subject) late: \(quantity) from \(day), by up to \(leadTime(found.workingDays))")
    case .piledUp: line = pick("\(subject) 积压 \(quantity)", "\(subject) piled up: \(quantity) too many")
    case .expedite:
      line = pick("\(subject) 提前：\(quantity) 由 \(day) 提前到 \(newDay)", "\(subject) expedite: \(quantity) from \(day) to \(newDay)")
    case .delay: line = pick("\(subject) 推迟：\(quantity) 由 \(day) 推迟到 \(newDay)", "\(subject) delay: \(quantity) from \(day) to \(newDay)")
    case .cancel: line = pick("\(subject) 可取消：\(quantity)，\(day) 到期", "\(subject) cancel: \(quantity) due \(day)")
    case .pastDue:
      line = pick("\(subject) 逾期未到：\(quantity) 应于 \(day) 到货", "\(subject) past due: \(quantity) was due \(day)")
      if !newDay.isEmpty { line += pick("，\(newDay) 要用", ", needed \(newDay)") }
    case .overload:
      line = pick("\(subject) 超负荷：\(day) 起这一期多 \(quantity) 小时", "\(subject) overloaded: \(quantity) hours too many from \(day)")
    }
    line += pick("；原因：", "; why: ") + reason(found.reason)
    let hurts = planned.names(found.hurts)
    if !hurts.isEmpty { line += pick("；影响 ", "; hurts ") + hurts.joined(separator: pick("、", ", ")) }
    return line
  }

  func reason(_ reason: SupplyException.Reason) -> String {
    switch reason {
    case .demand: pick("需求在前", "demand comes first")
    case .safetyStock: pick("只动用了安全库存", "only the safety stock is touched")
    case .leadTime: pick("剩余时间短于提前期", "the lead time is longer than what is left")
    case .frozen: pick("计划时界内不加单", "no order is added within the frozen days")
    case .noDemand: pick("需求在后或没有需求", "demand comes later, or not at all")
    case .hours: pick("工时不够", "not enough hours")
    }
  }

  var loadLines: [String] {
    planned.loads.filter { $0.load > 0 }.map { load in
      let mark = load.isOverloaded ? " ✗" : ""
      return
        "\(planned.scenario.resourceNames[Int(load.resource)]) \(planned.scenario.text(planDay: load.firstDay)): \(SupplyReport.number(load.load)) / \(SupplyReport.number(load.available))\(mark)"
    }
  }

  var stockLines: [String] {
    planned.scenario.items.indices.compactMap { index in
      let item = planned.scenario.items[index]
      guard item.unitCost > 0 else { return nil }
      let health = stockHealth(of: index, plan: planned.plan, unitCost: item.unitCost)
      var line = pick(
        "\(item.code)：平均库存 \(SupplyReport.number(health.average.money))，周转 \(SupplyReport.number(health.turnover)) 次/年，\(SupplyReport.number(health.days)) 天",
        "\(item.code): average stock \(SupplyReport.number(health.average.money)), turns \(SupplyReport.number(health.turnover)) a year, \(SupplyReport.number(health.days)) days"
      )
      if health.excess.quantity > 0 {
        line += pick(
          "，预测用不到 \(SupplyReport.number(health.excess.quantity))（\(SupplyReport.number(health.excess.money))）",
          ", the forecast does not need \(SupplyReport.number(health.excess.quantity)) (\(SupplyReport.number(health.excess.money)))")
      }
      if planned.scenario.arrivals.contains(where: { Int($0.item) == index }) {
        let bands = SupplyReport.age(Int32(index), planned)
        let names = ["≤30", "≤60", "≤90", "≤180", "≤360", ">360"]
        line += pick("，库龄 ", ", age ") + zip(names, bands).map { "\($0) \(SupplyReport.number($1.money))" }.joined(separator: " · ")
      }
      return line
    }
  }

  /// Opening stock by age on the first day of the plan.
  public static func age(_ item: Int32, _ planned: PlannedScenario) -> [StockValue] {
    let stated = planned.scenario.items[Int(item)]
    return ageStock(
      onHand: stated.stock, receipts: planned.scenario.arrivals.filter { $0.item == item }.map { ($0.day, $0.quantity) },
      asOf: planned.scenario.days.lowerBound, unitCost: stated.unitCost, limits: ageLimits)
  }

  /// What an exception is about: a receipt's number, a resource, or an item.
  public static func subject(_ found: SupplyException, _ planned: PlannedScenario) -> String {
    if found.receipt >= 0 { return planned.scenario.receiptNumbers[Int(found.receipt)] }
    if found.resource >= 0 { return planned.scenario.resourceNames[Int(found.resource)] }
    return planned.scenario.items[Int(found.item)].code
  }

  /// The word of the scenario language for a kind of exception.
  public static func word(_ kind: SupplyException.Kind) -> String {
    ScenarioVerifier.exceptionWords.first { $0.kind == kind }?.word ?? kind.rawValue
  }
}
