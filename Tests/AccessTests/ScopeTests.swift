// SPDX-License-Identifier: Apache-2.0

import Access
import Foundation
import Testing

@Suite("Which rows somebody sees")
struct ScopeTests {
  @Test("a region admits its cities and no other region's")
  func hierarchy() {
    let scope = Scope("territory", in: ["EAST", "SOUTH"])
    #expect(scope.admits("territory", path: ["CHINA", "EAST", "SHANGHAI"]))
    #expect(scope.admits("territory", "SOUTH"))
    #expect(!scope.admits("territory", path: ["CHINA", "NORTH", "BEIJING"]))
    // The parent holds other regions' numbers, too.
    #expect(!scope.admits("territory", "CHINA"))
  }

  @Test("a row lies inside when it carries every dimension that is narrowed, at a member that is admitted")
  func rows() {
    let east = Scope("territory", in: ["EAST"])
    #expect(east.admits(row: ["territory": ["CHINA", "EAST", "SHANGHAI"], "owner": ["E1"]]))
    #expect(!east.admits(row: ["territory": ["CHINA"]]), "the parent holds the other regions, too")
    #expect(!east.admits(row: ["department": ["D01"]]) && !east.admits(row: [:]), "what carries no region is not of the region")
    let own = Scope(restrictions: [.init(dimension: "territory", members: ["EAST"]), .init(dimension: "owner", members: ["E1"])])
    #expect(own.admits(row: ["territory": ["EAST"], "owner": ["E1"]]))
    #expect(!own.admits(row: ["territory": ["EAST"], "owner": ["E2"]]) && !own.admits(row: ["territory": ["EAST"]]))
    #expect(Scope.all.admits(row: [:]) && !Scope("territory", in: []).admits(row: ["territory": ["EAST"]]))
  }

  @Test("a dimension that is not named is not narrowed")
  func otherDimension() {
    #expect(Scope("territory", in: ["EAST"]).admits("item", "KT-35"))
    #expect(Scope.all.admits("territory", "NORTH"))
    #expect(Scope.all.isEverything)
  }

  @Test("no member admits none: an emptied list never turns into everything")
  func emptyList() {
    let scope = Scope("territory", in: [])
    #expect(!scope.isEverything)
    #expect(!scope.admits("territory", "EAST"))
    #expect(!scope.admits("territory", path: []))
  }

  @Test("two restrictions of one dimension narrow each other")
  func narrowing() {
    let scope = Scope(restrictions: [
      .init(dimension: "territory", members: ["EAST", "SOUTH"]),
      .init(dimension: "department", members: ["SALES"]),
      .init(dimension: "territory", members: ["SOUTH", "NORTH"]),
    ])
    #expect(scope.members(of: "territory") == ["SOUTH"])
    #expect(scope.restrictions.map(\.dimension) == ["department", "territory"])
  }

  @Test("the same scope written in another order is the same scope")
  func canonical() {
    #expect(Scope("territory", in: ["B", "A", "B"]) == Scope("territory", in: ["A", "B"]))
  }

  @Test(
    "a stored person comes back the same, and a stored scope with one dimension twice is narrowed by both")
  func stored() throws {
    let person = Person(
      id: 3, login: "zhao", name: "赵晴", title: "区域经理", role: .regionalManager,
      scope: Scope("territory", in: ["EAST"]))
    #expect(try JSONDecoder().decode(Person.self, from: JSONEncoder().encode(person)) == person)
    let twice = #"""
      {"restrictions": [{"dimension": "territory", "members": ["B", "A"]},
        {"dimension": "territory", "members": ["B", "C"]}]}
      """#
    #expect(try JSONDecoder().decode(Scope.self, from: Data(twice.utf8)) == Scope("territory", in: ["B"]))
  }

  @Test("a proof refuses a member outside and what concerns the whole company")
  func proofRefuses() throws {
    let person = Person(
      id: 3, login: "zhao", name: "赵晴", title: "区域经理", role: .regionalManager,
      scope: Scope("territory", in: ["EAST"]))
    let proof = try Access.authorize(person, to: To.EditDeal.self)
    try proof.require("territory", path: ["CHINA", "EAST"])
    let outside = try #require(throws: AccessError.self) {
      try proof.require("territory", path: ["CHINA", "NORTH"])
    }
    #expect(outside.code == .outsideScope)
    #expect(outside.subject == "NORTH")
    let whole = try #require(throws: AccessError.self) { try proof.requireEverything() }
    #expect(whole.code == .outsideScope)
    try Access.authorize(.localOperator, to: To.EditDeal.self).requireEverything()
  }
}
