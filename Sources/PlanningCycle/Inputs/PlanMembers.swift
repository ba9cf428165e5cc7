// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

/// The members of every dimension with the numbers the ledger gave them.
struct PlanMembers {
  let items: [Int64]
  let families: [Int64]
  let regions: [Int64]
  let departments: [Int64]
  let suppliers: [Int64]
  let supplierCodes: [String]
  /// Frame agreements, in the order of the facts.
  let agreements: [Int64]
  let agreementCodes: [String]
  /// Name of an agreement by its id, and its position.
  let agreementNames: [BilingualText]
  let agreementPositions: [String: Int]
  let tables: [MemberTable]
  /// Position of an item in `items` by its id.
  let itemPositions: [Int64: Int]
  /// Position of a family in `families` by its code.
  let familyPositions: [String: Int]
  let departmentPositions: [String: Int]
  let supplierPositions: [String: Int]
  /// The supplier a bought item is planned with, by item position.
  let mainSuppliers: [Int: String]

  /// - Parameter mainSuppliers: the supplier a bought item is planned with, by item position.
  init(
    catalogue: Catalogue, mainSuppliers: [Int: String], agreements: [SupplyAgreement] = [], costKinds: [String: String],
    store: any MemberStore,
    at moment: Moment
  ) throws(StoreError) {
    self.mainSuppliers = mainSuppliers
    supplierCodes = catalogue.suppliers.keys.sorted()
    items = try store.identifiers(dimension: "Item", codes: catalogue.items.map(\.code), at: moment)
    itemPositions = Dictionary(
      items.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    families = try store.identifiers(
      dimension: "Item.Family", codes: catalogue.families.map(\.code), at: moment)
    regions = try store.identifiers(dimension: "Region", codes: catalogue.regions.map(\.code), at: moment)
    departments = try store.identifiers(
      dimension: "Department", codes: catalogue.departments.map(\.code), at: moment)
    suppliers = try store.identifiers(dimension: "Supplier", codes: supplierCodes, at: moment)
    familyPositions = Self.positions(catalogue.families.map(\.code))
    departmentPositions = Self.positions(catalogue.departments.map(\.code))
    supplierPositions = Self.positions(supplierCodes)
    agreementCodes = agreements.map(\.code)
    agreementPositions = Self.positions(agreementCodes)
    agreementNames = agreements.map { agreement in
      let item = catalogue.items[agreement.itemIndex].name
      return BilingualText("\(agreement.number) \(item.chinese)", "\(agreement.number) \(item.english)")
    }
    self.agreements = try store.identifiers(dimension: "Agreement", codes: agreementCodes, at: moment)
    tables = [
      Self.agreementTable(agreements, ids: self.agreements, names: agreementNames, items: items),
      Self.itemTable(
        catalogue, items: items, families: families, suppliers: suppliers, familyPositions: familyPositions,
        supplierPositions: supplierPositions, mainSuppliers: mainSuppliers),
      MemberTable(
        dimension: "Supplier",
        leaves: zip(suppliers, supplierCodes).map { id, code in
          let name = catalogue.suppliers[code]?.name ?? BilingualText(name: code)
          return MemberTable.Leaf(id: id, code: code, nameChinese: name.chinese, nameEnglish: name.english)
        }),
      MemberTable(dimension: "Region", leaves: Self.leaves(catalogue.regions, regions)),
      MemberTable(
        dimension: "Department",
        leaves: zip(departments, catalogue.departments).map { id, department in
          MemberTable.Leaf(
            id: id, code: department.code, nameChinese: department.name.chinese,
            nameEnglish: department.name.english, texts: ["cost_kind": costKinds[department.code] ?? "管理"])
        }),
    ]
  }

  /// The kind of cost of each department, by its id: 销售, 管理, 研发, 制造.
  var costKinds: [Int64: String] {
    let leaves = tables.first { $0.dimension == "Department" }?.leaves ?? []
    return Dictionary(leaves.map { ($0.id, $0.texts["cost_kind"] ?? "管理") }, uniquingKeysWith: { first, _ in first })
  }

  private static func positions(_ codes: [String]) -> [String: Int] {
    Dictionary(codes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  private static func leaves(_ named: [Catalogue.Named], _ ids: [Int64]) -> [MemberTable.Leaf] {
    zip(ids, named).map {
      MemberTable.Leaf(id: $0, code: $1.code, nameChinese: $1.name.chinese, nameEnglish: $1.name.english)
    }
  }

  private static func agreementTable(
    _ agreements: [SupplyAgreement], ids: [Int64], names: [BilingualText], items: [Int64]
  ) -> MemberTable {
    MemberTable(
      dimension: "Agreement",
      leaves: agreements.indices.map { index in
        MemberTable.Leaf(
          id: ids[index], code: agreements[index].code, nameChinese: names[index].chinese, nameEnglish: names[index].english,
          references: ["item": items[agreements[index].itemIndex]])
      })
  }

  private static func itemTable(
    _ catalogue: Catalogue, items: [Int64], families: [Int64], suppliers: [Int64],
    familyPositions: [String: Int],
    supplierPositions: [String: Int], mainSuppliers: [Int: String]
  ) -> MemberTable {
    let leaves = catalogue.items.enumerated().map { index, item in
      var leaf = MemberTable.Leaf(
        id: items[index], code: item.code, nameChinese: item.name.chinese, nameEnglish: item.name.english,
        numbers: ["is_made": item.isMade ? 1 : 0, "is_subcontracted": item.isSubcontracted ? 1 : 0])
      if let family = familyPositions[item.family] { leaf.parents["Family"] = families[family] }
      if let supplier = mainSuppliers[index].flatMap({ supplierPositions[$0] }) {
        leaf.references["supplier"] = suppliers[supplier]
      }
      return leaf
    }
    let groups = zip(families, catalogue.families).map {
      MemberTable.Group(
        id: $0, code: $1.code, nameChinese: $1.name.chinese, nameEnglish: $1.name.english, level: "Family")
    }
    return MemberTable(dimension: "Item", leaves: leaves, groups: groups)
  }
}
