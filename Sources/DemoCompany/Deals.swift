// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

enum DealStage: Int, CaseIterable {
  case lead, interest, proposal, negotiation, won, lost

  var name: String {
    switch self {
    case .lead: "线索"
    case .interest: "意向"
    case .proposal: "方案报价"
    case .negotiation: "谈判"
    case .won: "赢单"
    case .lost: "输单"
    }
  }

  /// Shortest and longest stay, days.
  var stay: (Int, Int) {
    switch self {
    case .lead: (8, 30)
    case .interest: (10, 34)
    case .proposal: (12, 40)
    case .negotiation: (8, 36)
    case .won, .lost: (0, 0)
    }
  }

  /// Chance to be lost at the end of the stage.
  var loss: Double {
    switch self {
    case .lead: 0.22
    case .interest: 0.20
    case .proposal: 0.22
    case .negotiation: 0.24
    case .won, .lost: 0
    }
  }
}

struct Deal {
  struct Step {
    let stage: DealStage
    let entered: Day
    /// The closing day people expected then.
    let closes: Day
    let amount: Int64
  }

  var code: String
  let name: String
  let customer: Int
  let item: Int
  let isProject: Bool
  /// Every step, those after `today` too; tables show what was known.
  let steps: [Step]
  let delivers: Day

  var closedOn: Day { steps[steps.count - 1].entered }
  var isWon: Bool { steps[steps.count - 1].stage == .won }
}

/// Deals opened over the history; what is known of them today is what the tables say.
struct Deals {
  private(set) var all: [Deal] = []
  private(set) var bigDeal = 0

  init(seed: UInt64, timeline: DemoTimeline, catalogue: Catalogue, customers: Customers) {
    var random = SeededStream(seed: seed, label: "deals")
    for month in -2...DemoTimeline.historyMonths {
      let first = timeline.firstMonth.adding(months: month)
      for _ in 0..<random.between(30, 34) {
        let opened = first.firstDay.adding(days: random.between(0, first.dayCount - 1))
        let deal = Deals.draw(opened, timeline, catalogue, customers, &random)
        if opened <= timeline.today { all.append(deal) }
      }
    }
    all.append(Deals.big(timeline, catalogue, customers))
    all.sort { ($0.steps[0].entered, $0.name, $0.item) < ($1.steps[0].entered, $1.name, $1.item) }
    for index in all.indices {
      all[index].code = "SJ-" + padded(index + 1, 4)
      if all[index].name.hasPrefix(Deals.bigName) { bigDeal = index }
    }
  }

  static let bigName = "滨江新城二期中央空调工程"

  private static func draw(
    _ opened: Day, _ timeline: DemoTimeline, _ catalogue: Catalogue, _ customers: Customers,
    _ random: inout SeededStream
  ) -> Deal {
    let isProject = random.chance(0.25)
    let candidates = customers.all.indices.filter {
      let channel = customers.all[$0].channel
      return isProject ? channel == .project || channel == .dealer : channel == .dealer || channel == .chain
    }
    let customer = candidates[random.between(0, candidates.count - 1)]
    let item =
      isProject
      ? random.between(6, 13)
      : customers.all[customer].assortment[random.between(0, customers.all[customer].assortment.count - 1)]
        .item
    let amount = Int64(isProject ? random.between(40, 290) : random.between(15, 120)) * 1_000_000
    let words =
      isProject ? ["园区空调工程", "酒店客房空调", "学校宿舍空调", "写字楼改造", "公寓精装配套"] : ["季度框架订货", "新店首批铺货", "换季备货", "促销专供"]
    let name = words[random.between(0, words.count - 1)]
    let steps = walk(opened, amount, &random)
    let delivers = steps[steps.count - 1].closes.adding(days: random.between(25, 60))
    return Deal(
      code: "", name: name, customer: customer, item: item, isProject: isProject, steps: steps,
      delivers: delivers)
  }

  /// The path of a deal: each estimate of the closing day is hopeful, so deals slip.
  private static func walk(_ opened: Day, _ amount: Int64, _ random: inout SeededStream) -> [Deal.Step] {
    var entries: [(DealStage, Day)] = []
    var day = opened
    var outcome = DealStage.won
    for stage in [DealStage.lead, .interest, .proposal, .negotiation] {
      entries.append((stage, day))
      day = WorkingDays.china.nextWorkday(
        onOrAfter: day.adding(days: random.between(stage.stay.0, stage.stay.1)))
      if random.chance(stage.loss) {
        outcome = .lost
        break
      }
    }
    entries.append((outcome, day))
    var steps: [Deal.Step] = []
    var current = amount
    for (stage, entered) in entries {
      var closes = day
      if stage.rawValue < DealStage.won.rawValue {
        // What is left of the usual way, a fifth too short.
        let usual = [92.0, 72.0, 48.0, 22.0][stage.rawValue]
        closes = entered.adding(days: Int(usual * random.uniform(0.6, 1.05)))
      }
      steps.append(Deal.Step(stage: stage, entered: entered, closes: closes, amount: current))
      current = current / 100 * Int64(random.between(92, 106))
    }
    return steps
  }

  /// The big 工程 deal: 1,800 万 含税, in negotiation, its closing day moved twice and now three days before the year ends.
  private static func big(_ timeline: DemoTimeline, _ catalogue: Catalogue, _ customers: Customers) -> Deal {
    let today = timeline.today
    let yearEnd = Month(year: today.year, month: 12).firstDay.adding(days: 27)
    let closes = max(yearEnd, today.adding(days: 2))
    let amounts: [Int64] = [1_500_000_000, 1_680_000_000, 1_800_000_000]
    let steps = [
      Deal.Step(
        stage: .lead, entered: today.adding(days: -190), closes: closes.adding(days: -75), amount: amounts[0]),
      Deal.Step(
        stage: .interest, entered: today.adding(days: -148), closes: closes.adding(days: -60),
        amount: amounts[0]),
      Deal.Step(
        stage: .proposal, entered: today.adding(days: -83), closes: closes.adding(days: -28),
        amount: amounts[1]),
      Deal.Step(stage: .negotiation, entered: today.adding(days: -24), closes: closes, amount: amounts[2]),
    ]
    return Deal(
      code: "", name: bigName, customer: customers.bigProject, item: catalogue.index(code: "AC-303"),
      isProject: true, steps: steps, delivers: closes.adding(days: 10))
  }
}
