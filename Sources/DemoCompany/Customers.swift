// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// How a customer buys.
enum SalesChannel: Int, CaseIterable {
  case dealer, chain, platform, project

  var name: String {
    switch self {
    case .dealer: "经销商"
    case .chain: "连锁"
    case .platform: "电商平台"
    case .project: "工程"
    }
  }

  /// Discount against the regional list price.
  var priceFactor: Double {
    switch self {
    case .dealer: 1.0
    case .chain: 0.985
    case .platform: 0.975
    case .project: 0.98
    }
  }

  /// Share of the company's running business (project orders come on top).
  var share: Double {
    switch self {
    case .dealer: 0.50
    case .chain: 0.24
    case .platform: 0.24
    case .project: 0.02
    }
  }

  /// Share of 空调, 冰箱, 小家电 in what it buys.
  var familyMix: [Double] {
    switch self {
    case .dealer: [0.56, 0.29, 0.15]
    case .chain: [0.50, 0.34, 0.16]
    case .platform: [0.36, 0.24, 0.40]
    case .project: [0.90, 0.10, 0]
    }
  }
}

struct Customer {
  let code: String
  let name: String
  let englishName: String
  let channel: SalesChannel
  let region: Int
  let terms: Terms
  let owner: String
  /// Share of the company's running sales.
  var weight: Double
  /// Usual days paid after the due day.
  let lateness: Double
  /// Chance that a payment comes as bills.
  let billShare: Double
  let rebateRate: Double
  /// Finished goods it carries, with the share of its purchases.
  let assortment: [(item: Int, share: Double)]
  var firstOrder: Day
  var lostOn: Day?
}

/// The 80 customers in five regions.
struct Customers {
  static let regions: [(code: String, name: String)] = [
    ("HD", "华东"), ("HN", "华南"), ("HB", "华北"), ("HZ", "华中"), ("XN", "西南"),
  ]
  private static let regionShares = [0.34, 0.24, 0.18, 0.13, 0.11]
  private static let dealerCounts = [17, 12, 9, 8, 6]
  private static let chainCounts = [4, 3, 3, 2, 2]
  private static let platformCounts = [3, 1, 2, 0, 0]
  private static let projectCounts = [3, 2, 1, 1, 1]
  private static let cities: [[String]] = [
    ["杭州", "南京", "苏州", "宁波", "合肥", "上海", "无锡", "温州", "南通", "徐州"],
    ["广州", "深圳", "佛山", "东莞", "厦门", "福州", "南宁", "海口"],
    ["北京", "天津", "石家庄", "太原", "济南", "青岛", "唐山"],
    ["武汉", "长沙", "郑州", "南昌", "襄阳", "洛阳"],
    ["成都", "重庆", "昆明", "贵阳", "绵阳"],
  ]
  private static let words = [
    "宏达", "顺祥", "金禾", "瑞丰", "恒通", "广源", "博远", "嘉信", "永盛", "泰和", "华茂", "新宇", "鼎诚", "百盛源",
    "安居", "万家乐居", "立信", "兴隆", "宝鑫", "凯旋",
  ]

  private(set) var all: [Customer] = []
  private(set) var late = 0
  private(set) var lost = 0
  private(set) var bigProject = 0

  init(seed: UInt64, timeline: DemoTimeline, catalogue: Catalogue) {
    var random = SeededStream(seed: seed, label: "customers")
    let counts: [(SalesChannel, [Int])] = [
      (.dealer, Customers.dealerCounts), (.chain, Customers.chainCounts),
      (.platform, Customers.platformCounts), (.project, Customers.projectCounts),
    ]
    for (channel, byRegion) in counts {
      for (region, count) in byRegion.enumerated() {
        for number in 0..<count {
          add(channel, region, number, count, timeline, catalogue, &random)
        }
      }
    }
    // The running business of each channel is shared among its customers.
    for channel in SalesChannel.allCases {
      let total = all.filter { $0.channel == channel }.reduce(0) { $0 + $1.weight }
      for index in all.indices where all[index].channel == channel {
        all[index].weight *= channel.share / total
      }
    }
    // The late dealer is a large one of 华中, the lost one a middling one of 西南.
    late = all.firstIndex { $0.channel == .dealer && $0.region == 3 } ?? 0
    lost = all.firstIndex { $0.channel == .dealer && $0.region == 4 } ?? 0
    all[late].weight *= 2.4
    all[lost].lostOn = timeline.month(timeline.monthIndex(timeline.cut) - 6).firstDay.adding(days: 13)
    bigProject = all.firstIndex { $0.channel == .project } ?? 0
  }

  private mutating func add(
    _ channel: SalesChannel, _ region: Int, _ number: Int, _ count: Int, _ timeline: DemoTimeline,
    _ catalogue: Catalogue, _ random: inout SeededStream
  ) {
    let terms: Terms
    let lateness: Double
    let weight: Double
    switch channel {
    case .dealer:
      terms = number % 8 == 7 ? .onShipment : (number % 2 == 0 ? .customer60 : .customer30)
      lateness = random.uniform(0, 9)
      weight = Customers.regionShares[region] / Double(count) * random.uniform(0.35, 1.9)
    case .chain:
      terms = number % 2 == 0 ? .customer90 : .customer60
      lateness = random.uniform(2, 10)
      weight = Customers.regionShares[region] / Double(count) * random.uniform(0.6, 1.6)
    case .platform:
      terms = .platform15
      lateness = 0
      weight = random.uniform(0.7, 1.4)
    case .project:
      terms = .customer90
      lateness = random.uniform(5, 25)
      weight = random.uniform(0.8, 1.2)
    }
    let code = "KH-" + padded(all.count + 1, 3)
    let (city, word) = Customers.words(channel, region, all.count)
    let older = random.chance(0.85)
    let firstOrder =
      older
      ? timeline.start.adding(days: -random.between(100, 2000))
      : timeline.start.adding(days: random.between(20, 600))
    all.append(
      Customer(
        code: code, name: Customers.name(channel, city, word),
        englishName: EnglishNames.customer(channel, city: city, word: word), channel: channel, region: region,
        terms: terms, owner: Staff.seller(region: region, number: all.count), weight: weight,
        lateness: lateness, billShare: terms.billShare,
        rebateRate: channel == .dealer && terms != .onShipment ? Double(random.between(4, 7)) * 0.005 : 0,
        assortment: Customers.assortment(channel, catalogue, &random), firstOrder: firstOrder, lostOn: nil))
  }

  private static let platforms = ["优淘", "好物", "云仓", "一品", "乐购达", "惠选"]

  /// The city and the word a customer is named after.
  private static func words(_ channel: SalesChannel, _ region: Int, _ number: Int) -> (city: String, word: String) {
    let city = cities[region][number % cities[region].count]
    let word = words[(number * 7 + region * 3) % words.count]
    return (city, channel == .platform ? platforms[number % 6] : word)
  }

  private static func name(_ channel: SalesChannel, _ city: String, _ word: String) -> String {
    switch channel {
    case .dealer: return city + word + "电器有限公司（示例）"
    case .chain: return city + word + "连锁超市有限公司（示例）"
    case .platform: return word + "电商平台（示例）"
    case .project: return city + word + "置业有限公司（示例）"
    }
  }

  private static func assortment(
    _ channel: SalesChannel, _ catalogue: Catalogue, _ random: inout SeededStream
  ) -> [(item: Int, share: Double)] {
    var result: [(item: Int, share: Double)] = []
    let width: Double = channel == .platform ? 0.75 : 0.33
    for family in 0..<3 where channel.familyMix[family] > 0 {
      var chosen: [Int] = []
      for item in catalogue.goods where catalogue.items[item].familyIndex == family {
        // Popular items are carried by more customers.
        if random.chance(min(0.97, width * (0.55 + catalogue.items[item].weight / 14))) {
          chosen.append(item)
        }
      }
      if chosen.isEmpty {
        let first = catalogue.goods.first { catalogue.items[$0].familyIndex == family } ?? 0
        chosen = [first, first + 1]
      }
      let total = chosen.reduce(0.0) { $0 + catalogue.items[$1].weight }
      for item in chosen {
        result.append((item, channel.familyMix[family] * catalogue.items[item].weight / total))
      }
    }
    return result
  }

  func table(timeline: DemoTimeline, annualRevenue: Double) -> FactTable {
    var rows = FactRows(
      .customers, "code name name_en channel territory terms credit_limit owner first_order_on lost_on")
    for customer in all {
      // About three months of purchases, in whole 万元.
      let limit = (customer.weight * annualRevenue * 1.13 * 0.3 / 10_000).rounded(.up) * 10_000
      rows.add([
        .text(customer.code), .text(customer.name), .text(customer.englishName), .text(customer.channel.name),
        .text(Customers.regions[customer.region].code), .text(customer.terms.code),
        customer.terms == .onShipment ? nil : .number(Int64(limit) * 100), .text(customer.owner),
        .day(customer.firstOrder), customer.lostOn.map { .day($0) },
      ])
    }
    return rows.table
  }

  func rebates(timeline: DemoTimeline) -> FactTable {
    var rows = FactRows(
      .rebates, "customer valid_from rate basis")
    for customer in all where customer.rebateRate > 0 {
      rows.add([
        .text(customer.code), .day(timeline.start), .rate(customer.rebateRate), .text("当月开票含税金额"),
      ])
    }
    return rows.table
  }
}
