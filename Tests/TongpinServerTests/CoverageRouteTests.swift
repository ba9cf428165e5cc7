// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import HTTPTypes
import Journal
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

/// Data coverage over HTTP. Sees: shapes, rights, refusals with their status. Does not see: which months lack (`CoverageStories`).
@Suite struct CoverageRouteTests {
  private let company: RegionsCompany
  private let director = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws {
    company = try RegionsCompany()
  }

  private func ask(_ path: String, as person: Person) throws -> (status: Int, code: String, json: JSON) {
    let answer = company.ask(.get, path, nil, as: person)
    return (answer.status, answer.code, (try? JSON(reading: Array(answer.text.utf8))) ?? .null)
  }

  @Test("every kind with days is there or said to be absent, and a month says its rows as the store has them")
  func shape() throws {
    let told = try ask("/api/v1/facts/coverage", as: director)
    #expect(told.status == 200, "\(told.code)")
    let kinds = try #require(told.json["kinds"]?.elements), absent = try #require(told.json["absent"]?.elements)
    #expect(kinds.count + absent.count == FactSchema.all.count { $0.hasDays })
    let orders = try #require(kinds.first { $0["kind"]?.text == "sales-order-lines" })
    #expect(orders["rows"]?.whole == Int64(try company.workspace.store.table(.salesOrderLines).rowCount))
    #expect(orders["isRestated"]?.flag == true && orders["newestImport"]?["batch"]?.whole != nil)
    let one = try ask("/api/v1/facts/coverage?kind=sales-order-lines", as: director)
    #expect(one.json["kinds"]?.elements?.count == 1 && one.json["absent"]?.elements?.isEmpty == true)
  }

  @Test("master data have no months, and somebody who is narrowed to some rows is refused")
  func refused() throws {
    let narrowed = Person(
      id: 3, login: "li", name: "李", title: "华东区域经理", role: .regionalManager, scope: Scope("territory", in: ["EAST"]))
    #expect(try ask("/api/v1/facts/coverage", as: narrowed).status == 403)
    for kind in ["customers", "nothing"] {
      let answer = try ask("/api/v1/facts/coverage?kind=\(kind)", as: director)
      #expect(answer.status == 400 && answer.code == "request.value-not-known")
    }
  }
}
