// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// A cell of the wire found in the plan.
struct FoundCell {
  let address: CellAddress
  let measure: PlanningModel.Measure
  let coordinate: Coordinate
  let period: PlanPeriod?
}

extension PlanState {
  /// - Throws: `CycleError.cellNotKnown` with what was not found.
  func find(_ text: String) throws(CycleError) -> FoundCell {
    guard let address = CellAddress(text) else { throw Self.notKnown(text, text) }
    guard let index = engine.model.measure(named: address.measure) else { throw Self.notKnown(text, address.measure) }
    let measure = engine.model.measures[index]
    var coordinate = Coordinate.total
    for member in address.members {
      guard let id = memberID(member.dimension, member.code) else { throw Self.notKnown(text, member.code) }
      coordinate.members[member.dimension] = id
    }
    let period = PlanPeriod(column: address.column)
    if measure.axis != .none, period == nil { throw Self.notKnown(text, address.column) }
    return FoundCell(address: address, measure: measure, coordinate: coordinate, period: period)
  }

  /// The same for one person: a total is the total of the rows they see, and named by its row where that is one.
  ///
  /// - Throws: `CycleError.cellNotKnown`; `AccessError` for a figure that is not theirs.
  func find(_ text: String, _ sight: PlanSight) throws -> FoundCell {
    let found = try find(text)
    let at = sight.completed(found.measure.id, found.coordinate)
    if sight.rows(found.measure.id, at).count < 2 || !sight.sees(found.measure.id) { try sight.require(found.measure.id, at: at) }
    guard at != found.coordinate else { return found }
    return FoundCell(
      address: address(found.measure.id, at, found.period), measure: found.measure, coordinate: at, period: found.period)
  }

  /// The same where only one row will do.
  func findRow(_ text: String, _ sight: PlanSight) throws -> FoundCell {
    let found = try find(text, sight)
    try sight.require(found.measure.id, at: found.coordinate)
    return found
  }

  /// The id of a member by its code on the wire; families as `F:code`.
  func memberID(_ dimension: String, _ code: String) -> Int64? {
    switch dimension {
    case "Item":
      if code.hasPrefix("F:") { return members.familyPositions[String(code.dropFirst(2))].map { members.families[$0] } }
      return catalogue.itemIndex(code).map { members.items[$0] }
    case "Region": return catalogue.regionIndex(code).map { members.regions[$0] }
    case "Department": return members.departmentPositions[code].map { members.departments[$0] }
    case "Supplier": return members.supplierPositions[code].map { members.suppliers[$0] }
    case "Agreement": return members.agreementPositions[code].map { members.agreements[$0] }
    default: return Int64(code)
    }
  }

  /// The code and name of a member; families as `F:code`.
  func memberName(_ dimension: String, _ id: Int64) -> (code: String, name: BilingualText) {
    switch dimension {
    case "Item":
      if let index = members.itemPositions[id] { return (catalogue.items[index].code, catalogue.items[index].name) }
      if let index = members.families.firstIndex(of: id) {
        return ("F:" + catalogue.families[index].code, catalogue.families[index].name)
      }
    case "Region":
      if let index = members.regions.firstIndex(of: id) { return (catalogue.regions[index].code, catalogue.regions[index].name) }
    case "Department":
      if let index = members.departments.firstIndex(of: id) {
        return (catalogue.departments[index].code, catalogue.departments[index].name)
      }
    case "Supplier":
      if let index = members.suppliers.firstIndex(of: id) {
        let code = members.supplierCodes[index]
        return (code, catalogue.suppliers[code]?.name ?? BilingualText(name: code))
      }
    case "Agreement":
      if let index = members.agreements.firstIndex(of: id) { return (members.agreementCodes[index], members.agreementNames[index]) }
    default: break
    }
    return (String(id), BilingualText(name: String(id)))
  }

  /// The address of a cell of the engine.
  func address(_ measure: String, _ coordinate: Coordinate, _ period: PlanPeriod?) -> CellAddress {
    let order = ["Item", "Region", "Department", "Supplier", "Agreement"]
    let members = coordinate.members.sorted { left, right in
      (order.firstIndex(of: left.key) ?? 9, left.key) < (order.firstIndex(of: right.key) ?? 9, right.key)
    }
    return CellAddress(
      measure: measure, members: members.map { ($0.key, memberName($0.key, $0.value).code) },
      column: period?.column ?? "")
  }

  /// `共识预测 · 空调 · 华东`.
  func label(_ measure: PlanningModel.Measure, _ coordinate: Coordinate) -> BilingualText {
    let names = BilingualText(measure.names)
    let members = coordinate.members.sorted { $0.key < $1.key }.map { memberName($0.key, $0.value).name }
    return BilingualText(
      ([names.chinese] + members.map(\.chinese)).joined(separator: " · "),
      ([names.english] + members.map(\.english)).joined(separator: " · "))
  }

  /// A name of the model text as readers of either language know it.
  func shownName(_ name: String) -> BilingualText {
    if let measure = engine.model.measure(named: name) { return BilingualText(engine.model.measures[measure].names) }
    if let dimension = engine.model.dimension(named: name) { return BilingualText(engine.model.dimensions[dimension].names) }
    return BilingualText(name: name)
  }

  static func notKnown(_ cell: String, _ part: String) -> CycleError {
    CycleError(
      .cellNotKnown, BilingualText("没有这个单元格", "there is no such cell"),
      detail: BilingualText("单元格 \(cell) 里的 \(part) 不存在", "\(part) of the cell \(cell) is not known"),
      hint: BilingualText("单元格名称取自一张表的行和列", "take a cell's name from the rows and columns of the table"),
      parameters: ["cell": cell, "part": part])
  }
}
