// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Reads a scenario. Statements may stand in any order; a statement that cannot be read becomes a finding and is left out, and the others go on.
///
/// - Returns: the scenario with its findings, those of the pre-flight check (circles, missing suppliers, past demand, …) included.
public func readSupplyScenario(_ text: String) -> SupplyScenario {
  let statements = ScenarioText.statements(text)
  var builder = ScenarioBuilder()
  builder.collectNames(statements)
  for statement in statements {
    do throws(ScenarioFinding) { try builder.read(statement) } catch { builder.scenario.findings.append(error) }
  }
  builder.finish()
  return builder.scenario
}

/// A scenario in the making.
struct ScenarioBuilder {
  var scenario = SupplyScenario(days: ScenarioNames.firstPeriod...ScenarioNames.firstPeriod)
  var stockPlaces: [Int32: ScenarioPlace] = [:]
  var supplierPositions: [String: Int32] = [:]
  static let dayLimit = 3_660
  static let itemLimit = 200_000
  /// Items × days: about two and a half gigabytes of rows.
  static let cellLimit = 50_000_000

  /// The plan and every name first, so that statements may stand in any order.
  mutating func collectNames(_ statements: [ScenarioStatement]) {
    var hasPlan = false
    for statement in statements where statement.words.count > 1 {
      let word = statement.words[1]
      switch statement.keyword {
      case "plan" where !hasPlan:
        hasPlan = true
        do throws(ScenarioFinding) { try readPlan(statement) } catch { scenario.findings.append(error) }
      case "item":
        let position = Int32(scenario.items.count)
        guard register(word, at: position, in: \.items, "item"), scenario.items.count < ScenarioBuilder.itemLimit else { continue }
        scenario.items.append(ScenarioItem(code: word.text, place: word.place))
      case "scheme":
        guard register(word, at: Int32(scenario.schemes.count), in: \.schemes, "scheme") else { continue }
        scenario.schemes.append(ConsumptionScheme())
      case "fence":
        guard register(word, at: Int32(scenario.fences.count), in: \.fences, "fence") else { continue }
        scenario.fences.append(DemandTimeFence(segments: [], beyond: .both(.backwardThenForward)))
      case "resource":
        guard register(word, at: Int32(scenario.resources.count), in: \.resources, "resource") else { continue }
        scenario.resources.append(Resource(hoursPerWorkingDay: 0))
        scenario.resourceNames.append(word.text)
      default: break
      }
    }
    if !hasPlan {
      let place = statements.first?.place ?? ScenarioPlace(line: 1, column: 1)
      scenario.findings.append(
        ScenarioFinding(
          .planMissing, at: place, "plan", "没有说计划多长", "nothing says how long the plan is",
          hint: ("写一行 plan periods 8 或 plan 2026-01-05 to 2026-03-29", "write plan periods 8, or plan 2026-01-05 to 2026-03-29")))
    }
    keepWithinLimits(statements)
    scenario.demand = DemandInputs(days: scenario.days, itemCount: scenario.items.count)
  }

  /// A plan of too many items and days is cut to the days there is memory for, and says so.
  private mutating func keepWithinLimits(_ statements: [ScenarioStatement]) {
    let most = max(1, ScenarioBuilder.cellLimit / max(1, scenario.items.count))
    guard scenario.dayCount > most else { return }
    let place = statements.first { $0.keyword == "plan" }?.place ?? ScenarioPlace(line: 1, column: 1)
    scenario.findings.append(
      ScenarioFinding(
        .limitExceeded, at: place, "plan", "\(scenario.items.count) 个物料 × \(scenario.dayCount) 天太大，只计划前 \(most) 天",
        "\(scenario.items.count) items × \(scenario.dayCount) days are too many; the first \(most) days are planned",
        hint: ("缩短计划或分开物料", "shorten the plan, or split the items")))
    scenario.days = scenario.days.lowerBound...scenario.days.lowerBound.adding(days: most - 1)
  }

  /// - Returns: whether the name is new; a name that stands there twice is a finding, and its second statement is not read.
  private mutating func register(
    _ word: ScenarioWord, at position: Int32, in table: WritableKeyPath<ScenarioNames, [String: Int32]>, _ statement: String
  ) -> Bool {
    if scenario.names[keyPath: table][word.text] != nil {
      scenario.findings.append(nameTwice(word, statement))
      return false
    }
    scenario.names[keyPath: table][word.text] = position
    return true
  }

  func nameTwice(_ word: ScenarioWord, _ statement: String) -> ScenarioFinding {
    ScenarioFinding(
      .nameTwice, at: word.place, word.text, "这个名字已经用过", "this name stands there already",
      hint: ("给第二个 \(statement) 换个名字，或删掉它", "give the second \(statement) another name, or remove it"))
  }

  private mutating func readPlan(_ statement: ScenarioStatement) throws(ScenarioFinding) {
    var reader = ScenarioReader(statement, names: scenario.names)
    if reader.takes("periods") {
      let place = reader.place
      let count = try reader.whole(("期数", "a number of periods"))
      guard (1...ScenarioBuilder.dayLimit).contains(count) else { throw lengthLimit(place, count) }
      scenario.days = ScenarioNames.firstPeriod...ScenarioNames.firstPeriod.adding(days: count - 1)
      return
    }
    scenario.names.isByPeriod = false
    reader = ScenarioReader(statement, names: scenario.names)
    _ = reader.takes("from")
    let first = try reader.day()
    try reader.expects("to")
    let place = reader.place
    let last = try reader.day()
    guard last >= first else { throw backwards(place, last.description) }
    guard first.distance(to: last) < ScenarioBuilder.dayLimit else { throw lengthLimit(place, first.distance(to: last) + 1) }
    scenario.days = first...last
    scenario.workingDays = .china
    while let (option, word) = try reader.option() {
      guard option == "calendar" else { throw reader.notKnown(word, ["calendar"]) }
      let name = try reader.word(("日历", "a calendar"))
      switch ScenarioVocabulary.english(name.text) {
      case "china": scenario.workingDays = .china
      case "weekdays": scenario.workingDays = .mondayToFriday
      case "every-day": scenario.workingDays = nil
      default: throw reader.notKnown(name, ["china", "weekdays", "every-day"])
      }
    }
  }

  func lengthLimit(_ place: ScenarioPlace, _ count: Int) -> ScenarioFinding {
    ScenarioFinding(
      .limitExceeded, at: place, String(count), "计划和预测单行为 1 到 \(ScenarioBuilder.dayLimit) 天",
      "a plan and a forecast line have 1 to \(ScenarioBuilder.dayLimit) days",
      hint: ("改短", "make it shorter"))
  }

  func backwards(_ place: ScenarioPlace, _ subject: String) -> ScenarioFinding {
    ScenarioFinding(
      .rangeBackwards, at: place, subject, "结束在开始之前", "the end comes before the beginning", hint: ("改正日期", "correct the days"))
  }

  mutating func read(_ statement: ScenarioStatement) throws(ScenarioFinding) {
    var reader = ScenarioReader(statement, names: scenario.names)
    switch statement.keyword {
    case "scenario": scenario.title = statement.words.dropFirst().map(\.text).joined(separator: " ")
    case "source": scenario.source = statement.words.dropFirst().map(\.text).joined(separator: " ")
    case "plan": break
    case "buckets": try readBuckets(&reader)
    case "item": try readItem(&reader)
    case "bom": try readLine(&reader)
    case "stock": try readStock(&reader)
    case "arrived": try readArrival(&reader)
    case "order": try readOrder(&reader)
    case "forecast": try readForecast(&reader)
    case "receipt": try readReceipt(&reader, kind: .released)
    case "firm": try readReceipt(&reader, kind: .firm)
    case "scheme": try readScheme(&reader)
    case "fence": try readFence(&reader)
    case "link": try readLink(&reader)
    case "supplier": try readSupplier(&reader)
    case "agreement": try readAgreement(&reader)
    case "resource": try readResource(&reader)
    case "step": try readStep(&reader)
    case "check": try readCheck(&reader)
    case "expect": scenario.expectations.append(statement)
    default:
      let known = ScenarioVocabulary.statements.joined(separator: ", ")
      throw ScenarioFinding(
        .statementNotKnown, at: statement.place, statement.words[0].text, "不认识这种语句", "this kind of statement is not known",
        hint: ("可以写：\(known)", "one of: \(known)"))
    }
  }
}
