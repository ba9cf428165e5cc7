// SPDX-License-Identifier: Apache-2.0

import Access
import Testing

private func person(_ role: Role, scope: Scope = .all, isActive: Bool = true) -> Person {
  Person(id: 7, login: "lin.yue", name: "林岳", title: "华东区域经理", role: role, scope: scope, isActive: isActive)
}

/// Sees a wrong table, a proof given to the wrong person, a scope that leaks. Cannot see a use case that asks for the wrong proof.
@Suite("Who may do what")
struct AuthorizedTests {
  @Test("a regional manager gets the proof to edit a forecast, with their own scope in it")
  func proofCarriesPersonAndScope() throws {
    let scope = Scope("territory", in: ["EAST"])
    let proof = try Access.authorize(person(.regionalManager, scope: scope), to: To.EditForecast.self)
    #expect(proof.person.login == "lin.yue")
    #expect(proof.permission == .editForecast)
    #expect(proof.scope == scope)
  }

  @Test("a regional manager may neither approve, nor see cash or cost, nor manage people")
  func regionalManagerLimits() {
    for permission in [Permission.approve, .viewCash, .viewCost, .manageUsers, .editBudget, .importFacts] {
      #expect(throws: AccessError.self) { try Access.require(person(.regionalManager), permission) }
    }
  }

  @Test("a refusal names its code, the login and the permission")
  func refusalSaysWhy() throws {
    let error = try #require(throws: AccessError.self) {
      _ = try Access.authorize(person(.treasurer), to: To.EditForecast.self)
    }
    #expect(error.code == .permissionMissing)
    #expect(error.subject == "lin.yue")
    #expect(error.detail.contains("editForecast"))
    #expect(!error.hint.isEmpty)
  }

  @Test("nobody who is narrowed to some rows uses a right about the whole company, whatever their role")
  func reach() throws {
    let east = Scope("territory", in: ["EAST"])
    for role in Role.allCases {
      for permission in Permission.allCases {
        let may = Access.allows(person(role, scope: east), permission)
        #expect(may == (role.holds(permission) && permission.reach == .rows), "\(role) \(permission)")
        #expect(((try? Access.require(person(role, scope: east), permission)) != nil) == may)
      }
    }
    let error = try #require(throws: AccessError.self) { try Access.require(person(.generalManager, scope: east), .viewCash) }
    #expect(error.code == .outsideScope && error.subject == "lin.yue" && !error.hint.isEmpty)
    #expect(Access.permissions(of: person(.regionalManager, scope: east)) == [.viewPlan, .editForecast, .editDeal, .exportData])
  }

  @Test("whoever left may do nothing, whatever the role")
  func inactive() throws {
    for role in Role.allCases {
      for permission in Permission.allCases {
        #expect(!Access.allows(person(role, isActive: false), permission))
      }
    }
    let error = try #require(throws: AccessError.self) {
      _ = try Access.authorize(person(.generalManager, isActive: false), to: To.ViewPlan.self)
    }
    #expect(error.code == .personInactive)
  }

  @Test("every permission is held by somebody, and everybody sees the plan")
  func tableIsTotal() {
    for permission in Permission.allCases {
      #expect(Role.allCases.contains { $0.holds(permission) }, "nobody holds \(permission)")
    }
    #expect(Role.allCases.allSatisfy { $0.holds(.viewPlan) })
  }

  @Test("whoever manages people does not approve")
  func segregationOfDuties() {
    for role in Role.allCases where role.holds(.manageUsers) {
      #expect(!role.holds(.approve))
    }
  }

  @Test("each type of proof stands for its own permission, all of them for all")
  func kindsCoverPermissions() {
    let kinds: [any PermissionKind.Type] = [
      To.ViewPlan.self, To.ViewCompany.self, To.ViewStatements.self, To.ViewTaxes.self, To.ViewSupply.self, To.ViewPurchases.self,
      To.ViewCash.self, To.ViewCost.self, To.ViewPay.self, To.EditForecast.self, To.EditDeal.self,
      To.EditDriver.self, To.EditBudget.self, To.EditSupply.self, To.EditCash.self, To.ImportFacts.self, To.ReleaseData.self,
      To.RunCycle.self, To.Approve.self, To.EditModel.self, To.ExportData.self, To.Verify.self,
      To.ReadAudit.self, To.ManageUsers.self, To.BackUp.self,
    ]
    #expect(kinds.map { $0.permission } == Permission.allCases)
  }

  @Test("the operator at the machine may do all but approve")
  func localOperator() {
    #expect(Person.localOperator.id == 0)
    for permission in Permission.allCases {
      #expect(Access.allows(.localOperator, permission) == (permission != .approve))
    }
  }
}
