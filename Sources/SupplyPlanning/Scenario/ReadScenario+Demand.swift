// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Orders, forecasts, write-off schemes, fences and product links.
extension ScenarioBuilder {
  mutating func readBuckets(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    var lengths: [Int] = []
    while !reader.isAtEnd { lengths.append(try reader.whole()) }
    scenario.demand.buckets = TimeBuckets(first: scenario.days.lowerBound, lengths: lengths)
  }

  mutating func readOrder(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let number = try reader.word(("单号", "a number"))
    guard scenario.orderPositions[number.text] == nil else { throw nameTwice(number, "order") }
    let item = try reader.item()
    let quantity = try reader.quantity()
    try reader.expects("on")
    let dayPlace = reader.place
    let day = try reader.day()
    var (customer, strategy, source) = ("", MakeStrategy.toStock, "sales")
    var (entered, cancelled): (Day?, Day?) = (nil, nil)
    while let (option, word) = try reader.option() {
      switch option {
      case "customer": customer = try reader.word(("客户", "a customer")).text
      case "strategy": strategy = try readStrategy(&reader)
      case "source": source = try reader.word(("来源", "a source")).text
      case "entered": entered = try reader.day()
      case "cancelled": cancelled = try reader.day()
      default: throw reader.notKnown(word, ["customer", "strategy", "source", "entered", "cancelled"])
      }
    }
    scenario.orderPositions[number.text] = Int32(scenario.orderNumbers.count)
    scenario.orderNumbers.append(number.text)
    scenario.demand.orders.append(
      DemandOrder(
        item: item, day: day, quantity: quantity, strategy: strategy, customer: customer, source: source, enteredOn: entered,
        cancelledOn: cancelled))
    if cancelled == nil { checkDemandDay(day...day, number, at: dayPlace, isForecast: false) }
  }

  mutating func readForecast(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let number = try reader.word(("单号", "a number"))
    guard scenario.forecastPositions[number.text] == nil else { throw nameTwice(number, "forecast") }
    let item = try reader.item()
    let quantity = try reader.quantity()
    let dayPlace = reader.place
    let days: ClosedRange<Day>
    if reader.takes("on") {
      let day = try reader.day()
      days = day...day
    } else {
      try reader.expects("from")
      let first = try reader.day()
      try reader.expects("to")
      let place = reader.place
      let last = try reader.day()
      guard first <= last else { throw backwards(place, scenario.text(last)) }
      guard first.distance(to: last) < ScenarioBuilder.dayLimit else { throw lengthLimit(place, first.distance(to: last) + 1) }
      days = first...last
    }
    var (customer, strategy, source) = ("", MakeStrategy.toStock, "forecast")
    var (spreading, rounding) = (ForecastSpreading.none, SpreadRounding.none)
    while let (option, word) = try reader.option() {
      switch option {
      case "spread": spreading = try readSpreading(&reader)
      case "round": rounding = try readRounding(&reader)
      case "customer": customer = try reader.word(("客户", "a customer")).text
      case "strategy": strategy = try readStrategy(&reader)
      case "source": source = try reader.word(("来源", "a source")).text
      default: throw reader.notKnown(word, ["spread", "round", "customer", "strategy", "source"])
      }
    }
    scenario.forecastPositions[number.text] = Int32(scenario.forecastNumbers.count)
    scenario.forecastNumbers.append(number.text)
    scenario.demand.forecasts.append(
      ForecastLine(
        item: item, days: days, quantity: quantity, spreading: spreading, rounding: rounding, strategy: strategy, customer: customer,
        source: source))
    checkDemandDay(days, number, at: dayPlace, isForecast: true)
  }

  /// What is asked for before or after the plan is said, not dropped in silence.
  private mutating func checkDemandDay(
    _ days: ClosedRange<Day>, _ number: ScenarioWord, at place: ScenarioPlace, isForecast: Bool
  ) {
    if days.upperBound < scenario.days.lowerBound {
      scenario.findings.append(
        ScenarioFinding(
          .demandInThePast, at: place, number.text, isForecast ? "整行都在计划开始之前，不计需求" : "要求日期在计划开始之前，按第一天需求",
          isForecast
            ? "all of it lies before the plan; it asks for nothing" : "it was due before the plan begins; it is planned for the first day",
          hint: ("关闭这一行，或改日期", "close it, or give it another day"), isError: false))
    } else if days.upperBound > scenario.days.upperBound {
      scenario.findings.append(
        ScenarioFinding(
          .demandBeyondHorizon, at: place, number.text, "有一部分在计划之后，没有计划到", "some of it lies after the plan and is not planned for",
          hint: ("延长计划", "make the plan longer"), isError: false))
    }
  }

  private func readStrategy(_ reader: inout ScenarioReader) throws(ScenarioFinding) -> MakeStrategy {
    let word = try reader.word(("策略", "a strategy"))
    guard let strategy = MakeStrategy(rawValue: word.text.uppercased()) else {
      throw reader.notKnown(word, MakeStrategy.allCases.map(\.rawValue))
    }
    return strategy
  }

  private func readSpreading(_ reader: inout ScenarioReader) throws(ScenarioFinding) -> ForecastSpreading {
    let words = ["none", "day", "week", "month", "bucket"]
    let word = try reader.word(("均化类型", "how it is spread"))
    guard let code = Int(word.text) ?? words.firstIndex(of: ScenarioVocabulary.english(word.text)),
      let spreading = ForecastSpreading(rawValue: code)
    else { throw reader.notKnown(word, words + ["0…4"]) }
    return spreading
  }

  private func readRounding(_ reader: inout ScenarioReader) throws(ScenarioFinding) -> SpreadRounding {
    let words = ["none", "up", "down", "remainder"]
    let word = try reader.word(("取整方式", "how it is rounded"))
    guard let code = Int(word.text) ?? words.firstIndex(of: ScenarioVocabulary.english(word.text)),
      let rounding = SpreadRounding(rawValue: code)
    else { throw reader.notKnown(word, words + ["0…3"]) }
    return rounding
  }

  private func readDirection(_ word: ScenarioWord) -> ConsumptionDirection? {
    word.isQuoted ? nil : ConsumptionDirection(rawValue: ScenarioVocabulary.english(word.text))
  }

  mutating func readScheme(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let position = Int(try reader.position(scenario.names.schemes, ("冲销方案", "a scheme"), "scheme"))
    let options = [
      "backward", "forward", "direction", "orders-from", "forecasts-from", "order-strategies", "forecast-strategies", "whole",
      "same-customer",
    ]
    var scheme = ConsumptionScheme()
    /// The words up to the next option.
    func list() throws(ScenarioFinding) -> [ScenarioWord] {
      var words: [ScenarioWord] = []
      while let word = reader.peeked, word.isQuoted || !options.contains(ScenarioVocabulary.english(word.text)) {
        words.append(try reader.word(("来源", "a source")))
      }
      return words
    }
    func strategies() throws(ScenarioFinding) -> Set<MakeStrategy> {
      var result: Set<MakeStrategy> = []
      for word in try list() {
        guard let strategy = MakeStrategy(rawValue: word.text.uppercased()) else {
          throw reader.notKnown(word, MakeStrategy.allCases.map(\.rawValue))
        }
        result.insert(strategy)
      }
      return result
    }
    while let (option, word) = try reader.option() {
      switch option {
      case "backward": scheme.backwardDays = try reader.whole()
      case "forward": scheme.forwardDays = try reader.whole()
      case "direction":
        let word = try reader.word(("方向", "a direction"))
        guard let direction = readDirection(word) else { throw reader.notKnown(word, ConsumptionDirection.allCases.map(\.rawValue)) }
        scheme.direction = direction
      case "orders-from": scheme.orderSources = try list().map(\.text)
      case "forecasts-from": scheme.forecastSources = try list().map(\.text)
      case "order-strategies": scheme.orderStrategies = try strategies()
      case "forecast-strategies": scheme.forecastStrategies = try strategies()
      case "whole": scheme.takesPartly = false
      case "same-customer": scheme.matchesCustomer = true
      default: throw reader.notKnown(word, options)
      }
    }
    scenario.schemes[position] = scheme
  }

  /// `fence F 14 orders 28 both backward-then-forward then forecast`.
  mutating func readFence(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let position = Int(try reader.position(scenario.names.fences, ("需求时栅", "a fence"), "fence"))
    var segments: [DemandTimeFence.Segment] = []
    var beyond = DemandRule.both(.backwardThenForward)
    while !reader.isAtEnd {
      if reader.takes("then") {
        beyond = try readRule(&reader)
        break
      }
      let days = try reader.whole()
      segments.append(.init(days: Int32(days), rule: try readRule(&reader)))
    }
    if let word = reader.peeked { throw reader.notKnown(word, []) }
    scenario.fences[position] = DemandTimeFence(segments: segments, beyond: beyond)
  }

  private func readRule(_ reader: inout ScenarioReader) throws(ScenarioFinding) -> DemandRule {
    let word = try reader.word(("需求来源", "what counts"))
    switch ScenarioVocabulary.english(word.text) {
    case "orders": return .orders
    case "forecast": return .forecast
    case "both":
      if let direction = reader.peeked.flatMap(readDirection) {
        _ = try reader.word(("方向", "a direction"))
        return .both(direction)
      }
      return .both(.backwardThenForward)
    default: throw reader.notKnown(word, ["orders", "forecast", "both"])
    }
  }

  /// `link OLD NEW from DAY through DAY takes 100% gives 100%`.
  mutating func readLink(_ reader: inout ScenarioReader) throws(ScenarioFinding) {
    let predecessor = try reader.item()
    let successor = try reader.item()
    try reader.expects("from")
    let from = try reader.day()
    var (through, takes, gives) = (from, 1.0, 1.0)
    while let (option, word) = try reader.option() {
      switch option {
      case "through": through = try reader.day()
      case "takes": takes = try reader.quantity(("比例", "a share"))
      case "gives": gives = try reader.quantity(("比例", "a share"))
      default: throw reader.notKnown(word, ["through", "takes", "gives"])
      }
    }
    scenario.demand.links.append(
      ProductLink(predecessor: predecessor, successor: successor, from: from, through: through, takes: takes, gives: gives))
  }
}
