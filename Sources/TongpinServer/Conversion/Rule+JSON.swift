// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

extension RuleDraft {
  /// As a screen sends it: every field is text as typed, whole numbers are numbers. What is missing is empty, and said to be so when it is checked.
  init(_ json: JSON) {
    self.init()
    func text(_ name: String) -> String { String((json[name]?.decimalText ?? "").prefix(200)) }
    name = String((json["name"]?["zh"]?.text ?? json["name"]?.text ?? "").prefix(200))
    englishName = String((json["name"]?["en"]?.text ?? "").prefix(200))
    isShared = json["isShared"]?.flag ?? false
    isOn = json["isOn"]?.flag ?? true
    severity = json["severity"]?.text ?? "warning"
    (recovery, kind, figure, each) = (text("recovery"), text("kind"), text("figure"), text("each"))
    for member in (json["members"]?.members ?? []).prefix(20) {
      if let code = member.value.text, !code.isEmpty { members[member.name] = String(code.prefix(200)) }
    }
    (window, count, isWhole) = (text("window"), json["count"]?.whole, json["isWhole"]?.flag ?? false)
    (side, limit, share, base) = (text("side"), text("limit"), text("share"), text("base"))
    (percent, amount, run) = (text("percent"), text("amount"), json["run"]?.whole)
    (data, form, days) = (text("data"), text("form"), json["days"]?.whole)
  }

  var json: JSON {
    func number(_ value: Int64?) -> JSON { value.map { .integer($0) } ?? .null }
    return .object([
      .init("name", .bilingual(name, englishName)), .init("isShared", JSON(isShared)), .init("isOn", JSON(isOn)),
      .init("severity", .string(severity)), .init("recovery", .string(recovery)), .init("kind", .string(kind)),
      .init("figure", .string(figure)),
      .init("members", .object(members.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
      .init("each", .string(each)), .init("window", .string(window)), .init("count", number(count)), .init("isWhole", JSON(isWhole)),
      .init("side", .string(side)), .init("limit", .string(limit)), .init("share", .string(share)), .init("base", .string(base)),
      .init("percent", .string(percent)), .init("amount", .string(amount)), .init("run", number(run)), .init("data", .string(data)),
      .init("form", .string(form)), .init("days", number(days)),
    ])
  }
}

extension RuleView {
  var json: JSON { .object(members) }

  fileprivate var members: [JSON.Member] {
    [
      .init("id", .integer(rule.id)), .init("savedIn", .integer(rule.savedIn)), .init("name", .text(rule.content.name)),
      .init("sentence", .text(sentence)), .init("isShared", JSON(rule.content.isShared)), .init("isOn", JSON(rule.content.isOn)),
      .init("severity", .string(rule.content.severity.rawValue)), .init("pausedUntil", .day(rule.pausedUntil)),
      .init("owner", .object([.init("login", .string(rule.login)), .init("name", .text(owner))])), .init("isMine", JSON(isMine)),
      .init("mayEdit", JSON(mayEdit)), .init("rest", rest.map { .text($0) } ?? .null), .init("hits", JSON(hits) { $0.liveJSON }),
      .init("hitCount", JSON(hitCount)), .init("draft", draft.json),
    ]
  }

  func json(_ history: RuleHistory, revision: Int64) -> JSON {
    .object([.init("revision", .integer(revision))] + members + [.init("history", history.json)])
  }
}

extension RuleList {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("rules", JSON(rules) { $0.json }),
      .init("builtIn", JSON(ofHouse) { $0.json }),
      .init("companyCount", JSON(companyCount)), .init("ownCount", JSON(ownCount)),
      .init(
        "limits",
        .object([
          .init("company", JSON(RuleLimits.company)), .init("person", JSON(RuleLimits.person)), .init("cells", JSON(RuleLimits.cells)),
        ])), .init("mayShare", JSON(mayShare)),
    ])
  }
}

extension RuleHistory {
  var json: JSON {
    .object([
      .init("basis", .string(basis.rawValue)), .init("reason", reason.map { .text($0) } ?? .null), .init("count", JSON(count)),
      .init("months", JSON(months) { .object([.init("month", .month($0.month)), .init("hits", JSON($0.hits))]) }),
    ])
  }
}

extension RulePreview {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)),
      .init("problems", JSON(problems) { $0.json }),
      .init("sentence", sentence.map { .text($0) } ?? .null), .init("hits", JSON(hits) { $0.liveJSON }), .init("hitCount", JSON(hitCount)),
      .init("cellCount", JSON(cellCount)), .init("history", history?.json ?? .null),
    ])
  }
}

extension RuleChoices {
  var json: JSON {
    .object([
      .init("figures", JSON(figures) { $0.json }),
      .init(
        "dimensions",
        JSON(members) { one in
          .object([
            .init("id", .string(one.dimension)), .init("label", .text(one.label)),
            .init("members", JSON(one.members) { .object([.init("code", .string($0.code)), .init("name", .text($0.name))]) }),
          ])
        }),
      .init("data", JSON(data) { $0.json }), .init("forms", JSON(forms) { $0.json }),
      .init(
        "templates",
        JSON(templates) {
          .object([
            .init("id", .string($0.id)), .init("label", .text($0.label)), .init("sentence", .text($0.sentence)),
            .init("draft", $0.draft.json),
          ])
        }),
    ])
  }
}

extension RuleChoices.Named {
  fileprivate var json: JSON { .object([.init("id", .string(id)), .init("label", .text(label))]) }
}

extension RuleChoices.Figure {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("label", .text(label)), .init("section", .text(section)), .init("unit", .string(unit)),
      .init("isMoney", JSON(isMoney)), .init("isPercent", JSON(isPercent)), .init("axis", .string(axis)),
      .init("dimensions", JSON(dimensions) { .string($0) }), .init("each", JSON(each) { .string($0.rawValue) }),
      .init("bases", JSON(bases) { .string($0.rawValue) }), .init("addsUp", JSON(addsUp)), .init("needsMembers", JSON(needsMembers)),
      .init("good", JSON(good)),
    ])
  }
}

extension RuleProblem {
  fileprivate var json: JSON {
    .object([
      .init("field", .string(field)), .init("words", .text(words)),
      .init("code", unlike == nil ? .null : .string(CycleError.Code.figuresUnlike.text)),
      .init("bridge", unlike?.bridge.map { .string($0.address) } ?? .null),
    ])
  }
}
