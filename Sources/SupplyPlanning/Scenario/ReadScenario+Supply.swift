// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Items, bills, stock, receipts, suppliers, resources.
extension ScenarioBuilder {
  static let itemOptions = [
    "make", "buy", "subcontract", "lead", "safety", "minimum", "multiple", "lot-for-lot", "fixed", "economic", "period", "frozen", "cost",
    "scheme", "fence", "annual", "service", "fill",
  ]

  mutating func readItem(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let code = try reader.word(("编码", "a code"))
    // The second statement of a code was reported when names were collected.
    guard let index = scenario.names.items[code.text].map({ Int($0) }), scenario.items[index].place == code.place else { return }
    if let word = reader.peeked, word.isQuoted { scenario.items[index].name = try reader.word(("名称", "a name")).text }
    while let (option, word) = try reader.option() {
      switch option {
      case "make": scenario.items[index].kind = .make
      case "buy": scenario.items[index].kind = .buy
      case "subcontract": scenario.items[index].kind = .subcontract
      case "lead":
        scenario.items[index].leadTimeWorkingDays = try reader.whole()
        scenario.items[index].hasLeadTime = true
      case "safety": scenario.items[index].safetyStock = try reader.quantity()
      case "minimum": scenario.items[index].minimum = try reader.quantity()
      case "multiple": scenario.items[index].multiple = try reader.quantity()
      case "lot-for-lot": scenario.items[index].rule = .asNeeded
      case "fixed": scenario.items[index].rule = .fixed(try reader.quantity())
      case "economic": scenario.items[index].rule = .economic(try reader.quantity())
      case "period": scenario.items[index].rule = .period(days: Int32(try reader.whole()))
      case "frozen": scenario.items[index].frozenDays = try reader.whole()
      case "cost": scenario.items[index].unitCost = try reader.quantity(("单位成本", "money a unit"))
      case "scheme": scenario.items[index].scheme = try reader.position(scenario.names.schemes, ("冲销方案", "a scheme"), "scheme")
      case "fence": scenario.items[index].fence = try reader.position(scenario.names.fences, ("需求时栅", "a fence"), "fence")
      case "annual": try readEconomicOrder(&reader, index)
      case "service": try readSafetyStock(&reader, index, isFillRate: false, at: word)
      case "fill": try readSafetyStock(&reader, index, isFillRate: true, at: word)
      default: throw reader.notKnown(word, ScenarioBuilder.itemOptions)
      }
    }
  }

  /// `annual 1000 order-cost 50 holding 25%`, after `cost`: the economic order quantity, to the nearest whole unit.
  private mutating func readEconomicOrder(_ reader: inout ScenarioReader, _ index: Int) throws(ScenarioFinding) {
    let annual = try reader.quantity()
    try reader.expects("order-cost")
    let orderCost = try reader.quantity(("每次订货的成本", "money an order"))
    try reader.expects("holding")
    let holding = try reader.quantity(("年持有率", "a yearly holding rate"))
    let quantity = economicOrderQuantity(
      annualDemand: annual, orderCost: orderCost, unitCost: scenario.items[index].unitCost, holdingRate: holding)
    scenario.items[index].rule = .economic(quantity.rounded(.toNearestOrAwayFromZero))
  }

  /// `service 95% per-day 100 error 30 lead-deviation 0.8` or `fill 98% order-quantity 500 …`, after `lead`: safety stock in whole units, rounded up.
  private mutating func readSafetyStock(
    _ reader: inout ScenarioReader, _ index: Int, isFillRate: Bool, at word: ScenarioWord
  ) throws(ScenarioFinding) {
    let share = try reader.quantity(("比例", "a share"))
    var (perDay, error, deviation, quantity) = (0.0, 0.0, 0.0, 0.0)
    while true {
      if reader.takes("per-day") {
        perDay = try reader.quantity()
      } else if reader.takes("error") {
        error = try reader.quantity()
      } else if reader.takes("lead-deviation") {
        deviation = try reader.quantity()
      } else if reader.takes("order-quantity") {
        quantity = try reader.quantity()
      } else {
        break
      }
    }
    let demand = LeadTimeDemand(
      forecast: perDay, forecastError: error, leadTime: Double(scenario.items[index].leadTimeWorkingDays), leadTimeDeviation: deviation)
    let exact: Double?
    if isFillRate {
      exact = quantity > 0 ? FillRate(share).map { demand.safetyStock(for: $0, orderQuantity: quantity) } : nil
    } else {
      exact = CycleServiceLevel(share).map { demand.safetyStock(for: $0) }
    }
    guard let exact else {
      throw ScenarioFinding(
        .quantityNotUsable, at: word.place, word.text, "服务水平在 0 与 100% 之间；满足率还要批量",
        "a level lies between 0 and 100 %; a fill rate wants an order quantity",
        hint: ("如 service 95%，或 fill 98% order-quantity 500", "such as service 95%, or fill 98% order-quantity 500"))
    }
    scenario.items[index].safetyStock = (exact - LotSize.tolerance).rounded(.up)
  }

  mutating func readLine(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let assembly = try reader.item()
    while !reader.isAtEnd {
      let place = reader.place
      let component = try reader.item()
      let quantityPlace = reader.place
      let text = reader.peeked?.text ?? ""
      let quantity = try reader.quantity(("单位用量", "a quantity per unit"))
      guard quantity > 0 else {
        throw ScenarioFinding(
          .quantityNotUsable, at: quantityPlace, text, "单位用量应大于零", "a quantity per unit is above zero",
          hint: ("改正用量或删掉这一行", "correct it, or remove the line"))
      }
      var scrap = 0.0
      var (from, to) = (Int32.min, Int32.max)
      while true {
        if reader.takes("scrap") {
          scrap = try reader.quantity(("损耗率", "a scrap rate"))
        } else if reader.takes("from") {
          from = scenario.planDay(try reader.day())
        } else if reader.takes("to") {
          to = scenario.planDay(try reader.day())
        } else {
          break
        }
      }
      guard from <= to else { throw backwards(place, scenario.items[Int(component)].code) }
      let line = Component(assembly: assembly, component: component, quantityPer: quantity, scrapRate: scrap, validDays: from...to)
      scenario.lines.append((line, place))
    }
  }

  mutating func readStock(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    stockPlaces[item] = reader.place
    scenario.items[Int(item)].stock += try reader.number(("数量", "a quantity"))
  }

  mutating func readArrival(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    let quantity = try reader.quantity()
    try reader.expects("on")
    scenario.arrivals.append((item, try reader.day(), quantity))
  }

  mutating func readReceipt(_ reader: inout ScenarioReader, kind: OpenReceipt.Kind) throws(ScenarioFinding) {
    let number = try reader.word(("单号", "a number"))
    guard scenario.receiptPositions[number.text] == nil else { throw nameTwice(number, kind == .firm ? "firm" : "receipt") }
    let item = try reader.item()
    let quantity = try reader.quantity()
    try reader.expects("on")
    let day = try reader.day()
    var release: Int32?
    while let (option, word) = try reader.option() {
      guard option == "release", kind == .firm else { throw reader.notKnown(word, kind == .firm ? ["release"] : []) }
      release = scenario.planDay(try reader.day())
    }
    scenario.receiptPositions[number.text] = Int32(scenario.receipts.count)
    scenario.receiptNumbers.append(number.text)
    scenario.receipts.append(
      OpenReceipt(item: item, kind: kind, day: scenario.planDay(day), quantity: quantity, releaseDay: release))
  }

  mutating func readSupplier(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let name = try reader.word(("供应商", "a supplier"))
    let item = try reader.item()
    var (price, lead, minimum, multiple) = (0.0, 0, 0.0, 0.0)
    var (from, to) = (Int32.min, Int32.max)
    while let (option, word) = try reader.option() {
      switch option {
      case "price": price = try reader.quantity(("价格", "a price"))
      case "lead": lead = try reader.whole()
      case "minimum": minimum = try reader.quantity()
      case "multiple": multiple = try reader.quantity()
      case "from": from = scenario.planDay(try reader.day())
      case "to": to = scenario.planDay(try reader.day())
      default: throw reader.notKnown(word, ["price", "lead", "minimum", "multiple", "from", "to"])
      }
    }
    guard from <= to else { throw backwards(name.place, name.text) }
    let position = supplierPositions[name.text] ?? Int32(scenario.suppliers.count)
    if Int(position) == scenario.suppliers.count { scenario.suppliers.append(name.text) }
    supplierPositions[name.text] = position
    let offer = SupplierOffer(
      item: item, supplier: position, price: price, leadTimeWorkingDays: Int32(lead), minimum: minimum, multiple: multiple,
      validDays: from...to)
    scenario.offers.append((offer, name.place))
  }

  /// `agreement NAME SUPPLIER ITEM quantity Q price M [called Q] [from DAY] [to DAY]`; the supplier has an offer for the item above.
  mutating func readAgreement(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let name = try reader.word(("协议编号", "the name of the agreement"))
    guard !scenario.agreements.contains(where: { $0.name == name.text }) else { throw nameTwice(name, "agreement") }
    let supplier = try reader.word(("供应商", "a supplier"))
    let item = try reader.item()
    var (quantity, price, called) = (0.0, 0.0, 0.0)
    var (from, to) = (Int32.min, Int32.max)
    while let (option, word) = try reader.option() {
      switch option {
      case "quantity": quantity = try reader.quantity()
      case "price": price = try reader.quantity(("价格", "a price"))
      case "called": called = try reader.quantity()
      case "from": from = scenario.planDay(try reader.day())
      case "to": to = scenario.planDay(try reader.day())
      default: throw reader.notKnown(word, ["quantity", "price", "called", "from", "to"])
      }
    }
    guard from <= to else { throw backwards(name.place, name.text) }
    guard let position = supplierPositions[supplier.text],
      scenario.offers.contains(where: { $0.offer.item == item && $0.offer.supplier == position })
    else {
      throw ScenarioFinding(
        .agreementWithoutOffer, at: supplier.place, name.text, "\(supplier.text) 在此之前没有这个物料的报价，协议没有采用",
        "\(supplier.text) has no offer for the item above this line; the agreement is left out",
        hint: ("先写一行 supplier，提前期和起订量从那里来", "write a \"supplier\" line first: lead time and least order come from it"))
    }
    scenario.agreements.append(
      (
        FrameAgreement(item: item, supplier: position, price: price, quantity: quantity, calledOff: called, validDays: from...to),
        name.text,
        name.place
      ))
  }

  mutating func readResource(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let position = try reader.position(scenario.names.resources, ("资源", "a resource"), "resource")
    try reader.expects("hours")
    scenario.resources[Int(position)] = Resource(hoursPerWorkingDay: try reader.quantity(("每个工作日的工时", "hours a working day")))
  }

  mutating func readStep(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    let resource = try reader.position(scenario.names.resources, ("资源", "a resource"), "resource")
    var (hours, setup, offset) = (0.0, 0.0, 0)
    while let (option, word) = try reader.option() {
      switch option {
      case "hours": hours = try reader.quantity(("每件工时", "hours a unit"))
      case "setup": setup = try reader.quantity(("准备工时", "hours an order"))
      case "offset": offset = try reader.whole()
      default: throw reader.notKnown(word, ["hours", "setup", "offset"])
      }
    }
    scenario.steps.append(
      WorkStep(item: item, resource: resource, hoursPerUnit: hours, setupHours: setup, offsetWorkingDays: Int32(offset)))
  }

  mutating func readCheck(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    while let (option, word) = try reader.option() {
      switch option {
      case "cover": scenario.coverDays = try reader.whole()
      case "tolerance": scenario.toleranceDays = try reader.whole()
      default: throw reader.notKnown(word, ["cover", "tolerance"])
      }
    }
  }
}
