// SPDX-License-Identifier: Apache-2.0
import Formulas

/// What one model text declares differently from another: measures that come, go, are renamed, or mean something else.
struct ModelDifference {
  struct Change {
    let id: String
    let name: BilingualText
    /// `formula`, `unit`, `shape`, `kind`, `name`, or the key of an attribute.
    let parts: [String]
    let before: BilingualText?
    let after: BilingualText?
  }

  let added: [ModelOutline.Measure]
  let removed: [ModelOutline.Measure]
  let renamed: [(from: String, to: ModelOutline.Measure)]
  let changed: [Change]
  let removedDimensions: [ModelOutline.Dimension]

  init(from old: String, to new: ParsedModel, renames: [String: String]) {
    self.init(ModelOutline(ModelText.parse(old)), ModelOutline(new), renames: renames)
  }

  init(_ old: ModelOutline, _ new: ModelOutline, renames: [String: String]) {
    let former = Dictionary(
      old.measures.map { (renames[$0.id] ?? $0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Swift.Set(new.measures.map(\.id))
    added = new.measures.filter { former[$0.id] == nil }
    removed = old.measures.filter { !known.contains(renames[$0.id] ?? $0.id) }
    let targets = Dictionary(renames.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    renamed = new.measures.compactMap { measure in targets[measure.id].map { ($0, measure) } }
    changed = new.measures.compactMap { measure in former[measure.id].flatMap { Self.change($0, measure, renames) } }
    let dimensions = Swift.Set(new.dimensions.map(\.id))
    removedDimensions = old.dimensions.filter { !dimensions.contains($0.id) }
  }

  private static func change(_ old: ModelOutline.Measure, _ new: ModelOutline.Measure, _ renames: [String: String]) -> Change? {
    var parts: [String] = []
    if old.meaning != new.meaning { parts.append("formula") }
    if old.kind != new.kind { parts.append("kind") }
    if old.unit != new.unit { parts.append("unit") }
    if old.shape != new.shape { parts.append("shape") }
    if old.name != new.name { parts.append("name") }
    for key in Swift.Set(old.attributes.keys).union(new.attributes.keys).subtracting(["was"]).sorted()
    where old.attributes[key] != new.attributes[key] { parts.append(key) }
    guard !parts.isEmpty else { return nil }
    return Change(id: new.id, name: new.name, parts: parts, before: old.formula, after: new.formula)
  }

  /// In one line, for what everybody hears of it.
  var words: BilingualText {
    var chinese: [String] = []
    var english: [String] = []
    func note(_ names: [BilingualText], _ zh: String, _ en: String) {
      guard !names.isEmpty else { return }
      let shown = names.prefix(3)
      let more = names.count > 3 ? " +\(names.count - 3)" : ""
      chinese.append(zh + " " + shown.map(\.chinese).joined(separator: "、") + more)
      english.append(en + " " + shown.map(\.english).joined(separator: ", ") + more)
    }
    note(changed.map(\.name), "改", "changed")
    note(added.map(\.name), "增", "added")
    note(removed.map(\.name), "删", "removed")
    if chinese.isEmpty {
      return BilingualText("计划模型：改文字与注释", "planning model: comments and layout")
    }
    return BilingualText("计划模型：" + chinese.joined(separator: "；"), "planning model: " + english.joined(separator: "; "))
  }
}
