// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Expectations about orders, write-offs, exceptions, pegging, load and stock.
extension ScenarioVerifier {
  /// `expect planned ITEM count N` or `expect planned ITEM QTY due DAY [release DAY] [late N] [supplier NAME]`.
  func checkPlanned(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    let orders = planned.network.supplies(of: item).map { planned.network.supplies[$0] }.filter { $0.source == .planned }
    let name = planned.scenario.items[Int(item)].code
    if reader.takes("count") { return try compare(Double(orders.count), &reader, name) }
    let quantity = try reader.word(("数量", "a quantity"))
    try reader.expects("due")
    let due = planned.scenario.planDay(try reader.day())
    guard let order = orders.first(where: { $0.day == due }) else {
      throw failed(quantity, wanted: "\(name) \(quantity.text)", got: text(orders))
    }
    guard ScenarioVerifier.equals(order.quantity, quantity) == true else {
      throw failed(quantity, wanted: quantity.text, got: SupplyReport.number(order.quantity))
    }
    while let (option, word) = try reader.option() {
      switch option {
      case "release":
        let place = reader.place
        let day = planned.scenario.planDay(try reader.day())
        if day != order.releaseDay {
          throw failed(at: place, name, wanted: planned.scenario.text(planDay: day), got: planned.scenario.text(planDay: order.releaseDay))
        }
      case "late": try compare(Double(order.lateBy), &reader, name)
      case "supplier":
        let wanted = try reader.word(("供应商", "a supplier"))
        let got = planned.supplier(order) ?? "—"
        if wanted.text != got { throw failed(wanted, wanted: wanted.text, got: got) }
      case "cost":
        let use = planned.agreementUse()
        let place = use.orders.firstIndex { $0.item == item && $0.dueDay == due }
        try compare(place.map { use.parts[$0].reduce(0) { $0 + $1.price * $1.quantity } } ?? 0, &reader, name)
      default: throw reader.notKnown(word, ["release", "late", "supplier", "cost"])
      }
    }
  }

  private func text(_ orders: [Supply]) -> String {
    orders.isEmpty
      ? "—" : orders.map { "\(SupplyReport.number($0.quantity)) @ \(planned.scenario.text(planDay: $0.day))" }.joined(separator: ", ")
  }

  /// `expect write-off FORECAST ORDER QTY [on DAY]`: the lines of a scenario are its write-offs, all of them, in their order.
  mutating func checkWriteOff(_ reader: inout ScenarioReader, _ statement: ScenarioStatement) throws(ScenarioFinding) {
    let rows = planned.demand.ledger.rows
    let number = announcedWriteOffs
    announcedWriteOffs += 1
    lastWriteOff = statement
    let line = try reader.position(planned.scenario.forecastPositions, ("预测单行", "a forecast line"), "forecast")
    let order = try reader.position(planned.scenario.orderPositions, ("订单行", "an order line"), "order")
    guard rows.indices.contains(number) else { throw failed(statement.words[1], wanted: "\(number + 1)", got: "\(rows.count)") }
    let row = rows[number]
    let got =
      "\(planned.scenario.forecastNumbers[Int(row.line)]) \(planned.scenario.orderNumbers[Int(row.order)]) \(SupplyReport.number(row.quantity))"
    guard row.line == line, row.order == order else {
      let wanted = statement.words[2].text + " " + statement.words[3].text
      throw failed(statement.words[2], wanted: wanted, got: got)
    }
    try compare(row.quantity, &reader, got)
    if reader.takes("on") {
      let place = reader.place
      let day = try reader.day()
      if day != row.on { throw failed(at: place, got, wanted: planned.scenario.text(day), got: planned.scenario.text(row.on)) }
    }
  }

  func unannouncedWriteOff() -> ScenarioFinding? {
    let count = planned.demand.ledger.rows.count
    guard let lastWriteOff, announcedWriteOffs < count else { return nil }
    return failed(lastWriteOff.words[1], wanted: "\(announcedWriteOffs)", got: "\(count)")
  }

  /// `expect spread FORECAST q q …` or `expect spread FORECAST on DAY q DAY q …`: the parts of a forecast line.
  func checkSpread(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let line = try reader.position(planned.scenario.forecastPositions, ("预测单行", "a forecast line"), "forecast")
    let parts = planned.demand.ledger.parts.filter { $0.line == line }
    let got = SupplyReport.numbers(parts.map(\.quantity))
    let hasDays = reader.takes("on")
    for part in parts {
      let place = reader.place
      guard !reader.isAtEnd else { throw failed(at: place, "spread", wanted: "…", got: got) }
      if hasDays {
        let day = try reader.day()
        if day != part.day { throw failed(at: place, "spread", wanted: planned.scenario.text(day), got: planned.scenario.text(part.day)) }
      }
      try compare(part.quantity, &reader, got)
    }
    if let word = reader.peeked { throw failed(word, wanted: word.text, got: got) }
  }

  static let exceptionWords: [(word: String, kind: SupplyException.Kind)] = [
    ("short", .short), ("late", .late), ("piled-up", .piledUp), ("expedite", .expedite), ("delay", .delay), ("cancel", .cancel),
    ("past-due", .pastDue), ("overload", .overload),
  ]
  static let reasonWords: [(word: String, reason: SupplyException.Reason)] = [
    ("demand", .demand), ("safety-stock", .safetyStock), ("lead-time", .leadTime), ("frozen", .frozen), ("no-demand", .noDemand),
    ("hours", .hours),
  ]

  /// `expect exception KIND SUBJECT [on DAY] [to DAY] [quantity Q] [days N] [reason R] [hurts A B …]`; the subject is an item, a receipt or a resource.
  func checkException(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let kindWord = try reader.word(("例外种类", "a kind of exception"))
    guard let kind = Self.exceptionWords.first(where: { $0.word == ScenarioVocabulary.english(kindWord.text) })?.kind else {
      throw reader.notKnown(kindWord, Self.exceptionWords.map(\.word))
    }
    let subject = try reader.word(("物料、单号或资源", "an item, a receipt or a resource"))
    let all = planned.exceptions.map { SupplyReport.subject($0, planned) + " " + SupplyReport.word($0.kind) }.joined(separator: ", ")
    let found = planned.exceptions.first { $0.kind == kind && SupplyReport.subject($0, planned) == subject.text }
    guard let found else { throw failed(subject, wanted: kindWord.text, got: all.isEmpty ? "—" : all) }
    func compareDay(_ got: Int32) throws(ScenarioFinding) {
      let place = reader.place
      let wanted = planned.scenario.planDay(try reader.day())
      let text = got < 0 && kind != .pastDue ? "—" : planned.scenario.text(planDay: got)
      if wanted != got { throw failed(at: place, subject.text, wanted: planned.scenario.text(planDay: wanted), got: text) }
    }
    while let (option, word) = try reader.option() {
      switch option {
      case "on": try compareDay(found.day)
      case "to": try compareDay(found.newDay)
      case "quantity": try compare(found.quantity, &reader, subject.text)
      case "days": try compare(Double(found.workingDays), &reader, subject.text)
      case "reason":
        let wanted = try reader.word(("原因", "a reason"))
        let got = Self.reasonWords.first { $0.reason == found.reason }?.word ?? ""
        if wanted.text != got { throw failed(wanted, wanted: wanted.text, got: got) }
      case "hurts":
        var wanted: [String] = []
        let place = reader.place
        while !reader.isAtEnd { wanted.append(try reader.word(("单号", "a number")).text) }
        let got = planned.names(found.hurts)
        if wanted != got && !(wanted == ["none"] && got.isEmpty) {
          throw failed(
            at: place, subject.text, wanted: wanted.joined(separator: " "), got: got.isEmpty ? "none" : got.joined(separator: " "))
        }
      default: throw reader.notKnown(word, ["on", "to", "quantity", "days", "reason", "hurts"])
      }
    }
  }

  /// `expect serves ITEM due DAY A 30 B 20`: which end demands the planned (or firm, or released) supply of that day is for; `safety` is the safety stock.
  func checkServes(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    try reader.expects("due")
    let place = reader.place
    let day = planned.scenario.planDay(try reader.day())
    let supplies = planned.network.supplies(of: item).filter {
      planned.network.supplies[$0].day == day && planned.network.supplies[$0].source != .stock
    }
    guard !supplies.isEmpty else { throw failed(at: place, "serves", wanted: planned.scenario.text(planDay: day), got: "—") }
    var ends: [(name: String, quantity: Double)] = []
    for supply in supplies { ends += planned.ends(ofSupply: supply) }
    let got = ends.map { "\($0.name) \(SupplyReport.number($0.quantity))" }.joined(separator: ", ")
    for end in ends {
      let place = reader.place
      guard !reader.isAtEnd else { throw failed(at: place, "serves", wanted: "…", got: got) }
      let name = try reader.word(("单号", "a number"))
      if name.text != end.name { throw failed(name, wanted: name.text, got: got) }
      try compare(end.quantity, &reader, got)
    }
    if let word = reader.peeked { throw failed(word, wanted: word.text, got: got) }
  }

  /// `expect load RESOURCE hours hours …`, one a period or week.
  func checkLoad(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let resource = try reader.position(planned.scenario.names.resources, ("资源", "a resource"), "resource")
    let loads = planned.loads.filter { $0.resource == resource }.map(\.load)
    for load in loads { try compare(load, &reader, SupplyReport.numbers(loads)) }
    if let word = reader.peeked { throw failed(word, wanted: word.text, got: SupplyReport.numbers(loads)) }
  }

  /// `expect agreement NAME [called Q] [left Q] [exceeded Q] [unused Q]`: planned orders call so much off.
  func checkAgreement(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let name = try reader.word(("协议编号", "the name of an agreement"))
    guard let position = planned.scenario.agreements.firstIndex(where: { $0.name == name.text }) else {
      throw reader.notKnown(name, planned.scenario.agreements.map(\.name))
    }
    let use = planned.agreementUse().uses[position]
    while let (option, word) = try reader.option() {
      switch option {
      case "called": try compare(use.planned, &reader, name.text)
      case "left": try compare(use.left, &reader, name.text)
      case "exceeded": try compare(use.exceeded, &reader, name.text)
      case "unused": try compare(use.unused, &reader, name.text)
      default: throw reader.notKnown(word, ["called", "left", "exceeded", "unused"])
      }
    }
  }

  /// `expect age ITEM q q q q q q`: up to 30, 60, 90, 180, 360 days, older.
  func checkAge(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    let bands = SupplyReport.age(item, planned).map(\.quantity)
    for band in bands { try compare(band, &reader, SupplyReport.numbers(bands)) }
    if let word = reader.peeked { throw failed(word, wanted: word.text, got: SupplyReport.numbers(bands)) }
  }

  /// `expect excess ITEM QTY [money M]`, `expect turnover ITEM N`, `expect days ITEM N`.
  func checkHealth(_ kind: String, _ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let item = try reader.item()
    let health = stockHealth(of: Int(item), plan: planned.plan, unitCost: planned.scenario.items[Int(item)].unitCost)
    switch kind {
    case "turnover": try compare(health.turnover, &reader, kind)
    case "days": try compare(health.days, &reader, kind)
    default:
      try compare(health.excess.quantity, &reader, kind)
      if reader.takes("money") { try compare(health.excess.money, &reader, kind) }
    }
  }

  /// `expect finding CODE [line N] [column N]`: the code with or without its first part.
  mutating func checkFinding(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let code = try reader.word(("提示代码", "a code"))
    var (line, column): (Int?, Int?) = (nil, nil)
    while let (option, word) = try reader.option() {
      switch option {
      case "line": line = try reader.whole(("行号", "a line"))
      case "column": column = try reader.whole(("列号", "a column"))
      default: throw reader.notKnown(word, ["line", "column"])
      }
    }
    let findings = planned.scenario.findings
    let found = findings.indices.filter { index in
      let finding = findings[index]
      return (finding.code.rawValue == code.text || finding.code.rawValue == "supply-scenario." + code.text)
        && (line ?? finding.place.line) == finding.place.line && (column ?? finding.place.column) == finding.place.column
    }
    guard !found.isEmpty else {
      let got = findings.map { "\($0.place.line):\($0.place.column) \($0.code.rawValue)" }.joined(separator: ", ")
      throw ScenarioFinding(
        .findingDidNotCome, at: code.place, code.text, "期望的提示没有出现，实际：\(got)", "the finding did not come; there were: \(got)",
        hint: ("核对行号", "check the place"))
    }
    expectedFindings.formUnion(found)
  }
}
