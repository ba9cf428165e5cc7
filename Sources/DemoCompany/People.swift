// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Somebody who signs in to the demo.
public struct DemoPerson: Hashable, Sendable {
  public let login: String
  public let name: String
  public let englishName: String
  /// 职务, as people write it.
  public let title: String
  public let englishTitle: String
  /// Stable role text: general-manager, sales-director, regional-manager, finance-director, treasurer, purchasing-manager, planner.
  public let role: String
  /// Territory codes the person may see and plan; empty for all.
  public let territories: [String]
  /// The same person's code in the employees table.
  public let employee: String
}

/// Employees that documents name: who signs in, and the sellers of each region.
enum Staff {
  struct Member {
    let code: String
    let name: String
    let title: String
    let manager: String?
    let department: String
    let region: Int?
    var login: (name: String, role: String)?
  }

  /// Sellers per region besides the regional manager.
  private static let sellerCount = 3
  private static let sellerNames = [
    "吴俊", "郑洁", "冯涛", "沈悦", "韩磊", "杨帆", "朱琳", "秦川", "许晴", "何伟", "吕文", "施雯", "张力", "孔祥", "曹颖",
  ]

  static func seller(region: Int, number: Int) -> String {
    "YG-" + padded(201 + region * sellerCount + number % sellerCount, 4)
  }

  static let all: [Member] = {
    var result: [Member] = [
      Member(
        code: "YG-0001", name: "陈立新", title: "总经理", manager: nil, department: "BM12", region: nil,
        login: ("chenlixin", "general-manager")),
      Member(
        code: "YG-0002", name: "周敏", title: "销售总监", manager: "YG-0001", department: "BM12", region: nil,
        login: ("zhoumin", "sales-director")),
      Member(
        code: "YG-0003", name: "王静", title: "财务总监", manager: "YG-0001", department: "BM10", region: nil,
        login: ("wangjing", "finance-director")),
      Member(
        code: "YG-0004", name: "孙浩", title: "资金主管", manager: "YG-0003", department: "BM10", region: nil,
        login: ("sunhao", "treasurer")),
      Member(
        code: "YG-0005", name: "赵倩", title: "采购经理", manager: "YG-0001", department: "BM03", region: nil,
        login: ("zhaoqian", "purchasing-manager")),
      Member(
        code: "YG-0006", name: "林一帆", title: "计划主管", manager: "YG-0001", department: "BM01", region: nil,
        login: ("linyifan", "planner")),
    ]
    let managers = [
      ("李强", "liqiang"), ("黄志远", "huangzhiyuan"), ("刘洋", "liuyang"), ("徐蕾", "xulei"), ("罗勇", "luoyong"),
    ]
    for (region, manager) in managers.enumerated() {
      let department = Department.all[Department.ofRegion[region]].code
      let code = "YG-" + padded(101 + region, 4)
      result.append(
        Member(
          code: code, name: manager.0, title: Customers.regions[region].name + "区域经理", manager: "YG-0002",
          department: department, region: region, login: (manager.1, "regional-manager")))
      for number in 0..<sellerCount {
        result.append(
          Member(
            code: seller(region: region, number: number), name: sellerNames[region * sellerCount + number],
            title: "客户经理", manager: code, department: department, region: region, login: nil))
      }
    }
    return result
  }()

  static let people: [DemoPerson] = all.compactMap { member in
    guard let login = member.login else { return nil }
    return DemoPerson(
      login: login.name, name: member.name, englishName: EnglishNames.of(member.name),
      title: member.title, englishTitle: EnglishNames.title(member.title), role: login.role,
      territories: member.region.map { [Customers.regions[$0].code] } ?? [], employee: member.code)
  }

  static func table() -> FactTable {
    var rows = FactRows(
      .employees, "code name name_en title manager department territory")
    for member in all {
      rows.add([
        .text(member.code), .text(member.name), .text(EnglishNames.of(member.name)), .text(member.title),
        member.manager.map { .text($0) }, .text(member.department), member.region.map { .text(Customers.regions[$0].code) },
      ])
    }
    return rows.table
  }
}
