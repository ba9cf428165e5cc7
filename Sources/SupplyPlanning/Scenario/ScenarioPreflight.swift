// SPDX-License-Identifier: Apache-2.0

/// What can only be said once the whole text is read: defaults, and the checks before planning.
extension ScenarioBuilder {
  mutating func finish() {
    let scheme = scenario.names.schemes["default"] ?? scenario.names.schemes["默认"]
    let fence = scenario.names.fences["default"] ?? scenario.names.fences["默认"]
    for (index, item) in scenario.items.enumerated() {
      scenario.demand.schemes[index] = (item.scheme ?? scheme).map { scenario.schemes[Int($0)] }
      scenario.demand.fences[index] = (item.fence ?? fence).map { scenario.fences[Int($0)] }
    }
    checkStock()
    checkSuppliers()
    checkLeadTimes()
    breakCircles()
    scenario.findings.sort { ($0.place, $0.code.rawValue) < ($1.place, $1.code.rawValue) }
  }

  private mutating func checkStock() {
    for (item, place) in stockPlaces.sorted(by: { $0.key < $1.key }) where scenario.items[Int(item)].stock < 0 {
      let stock = SupplyReport.number(scenario.items[Int(item)].stock)
      scenario.findings.append(
        ScenarioFinding(
          .negativeStock, at: place, scenario.items[Int(item)].code, "库存为 \(stock)，按欠料从第一天补足",
          "there are \(stock) on hand; planned as owed from the first day",
          hint: ("盘点，或补录入库", "count the stock, or enter what is missing"), isError: false))
    }
  }

  private mutating func checkSuppliers() {
    let hasOffer = Set(scenario.offers.map(\.offer.item))
    let isAssembly = Set(scenario.lines.map(\.line.assembly))
    for (index, item) in scenario.items.enumerated() where !hasOffer.contains(Int32(index)) && !item.hasLeadTime {
      guard item.kind == .buy || (item.kind == .subcontract && !isAssembly.contains(Int32(index))) else { continue }
      scenario.findings.append(
        ScenarioFinding(
          .itemWithoutSupplier, at: item.place, item.code, "外购但没有供应商，按提前期 0 计划", "bought, but nobody supplies it; planned with lead time 0",
          hint: ("加一行 supplier，或写明 lead", "add a \"supplier\" line, or a \"lead\"")))
    }
  }

  private mutating func checkLeadTimes() {
    let working = scenario.days.count { scenario.isWorkingDay($0) }
    func report(_ lead: Int, _ subject: String, _ place: ScenarioPlace) {
      guard lead >= working, lead > 0 else { return }
      scenario.findings.append(
        ScenarioFinding(
          .leadTimeBeyondHorizon, at: place, subject, "提前期 \(lead) 个工作日，计划只有 \(working) 个：每张计划单都来不及",
          "the lead time is \(lead) working days and the plan has \(working): every planned order is late",
          hint: ("延长计划或改正提前期", "make the plan longer, or correct the lead time"), isError: false))
    }
    for item in scenario.items { report(item.leadTimeWorkingDays, item.code, item.place) }
    for (offer, place) in scenario.offers {
      report(Int(offer.leadTimeWorkingDays), scenario.suppliers[Int(offer.supplier)] + "/" + scenario.items[Int(offer.item)].code, place)
    }
  }

  /// Takes away the line of each circle that was written last, so that the rest plans; each with the whole way round.
  private mutating func breakCircles() {
    while true {
      do throws(SupplyError) {
        _ = try BillOfMaterials(itemCount: scenario.items.count, lines: scenario.lines.map(\.line))
        return
      } catch {
        let steps = Set(zip(error.path, error.path.dropFirst()).map { [$0, $1] })
        let last = scenario.lines.indices.filter {
          steps.contains([scenario.lines[$0].line.assembly, scenario.lines[$0].line.component])
        }.max { scenario.lines[$0].place < scenario.lines[$1].place }
        guard let last else { return }
        let path = error.path.map { scenario.items[Int($0)].code }.joined(separator: " → ")
        let line = scenario.lines.remove(at: last)
        scenario.findings.append(
          ScenarioFinding(
            .billHasCircle, at: line.place, scenario.items[Int(line.line.assembly)].code, "物料清单绕回自身：\(path)；这一行没有采用",
            "the bill of materials leads back to itself: \(path); this line is left out", hint: ("改正其中一行", "correct one of these lines")))
      }
    }
  }
}
