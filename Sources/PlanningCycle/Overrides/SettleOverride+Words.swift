// SPDX-License-Identifier: Apache-2.0
import Planning

/// What is said where held numbers leave no room: who holds what, and what to do.
extension SettleOverride {
  /// At most this many names in one sentence.
  private static let nameLimit = 5

  func refused(_ whole: Double, _ rest: Double, _ held: [OverrideDraft.Part], _ hold: HeldTotal?) -> CycleError {
    var names: [BilingualText] = []
    var seen: Swift.Set<HeldTotal.Place> = []
    for part in held where part.new != 0 {
      if let within = part.hold {
        if seen.insert(within.place).inserted { names.append(words(within)) }
      } else {
        names.append(words(part.leaf))
      }
    }
    let more = names.count > Self.nameLimit ? (" 等 \(names.count) 处", " and \(names.count - Self.nameLimit) more") : ("", "")
    let told = names.prefix(Self.nameLimit)
    let by = hold.map { words($0) }
    let sum = whole - rest
    let (total, fixed) = (Self.count(whole), Self.count(sum))
    return CycleError(
      .overridesHeld,
      hold == nil
        ? BilingualText("固定的数不允许这个合计", "what is held does not allow this total")
        : BilingualText("上级的合计已固定，没有别处可以让", "the total above is held, and nothing else can give way"),
      detail: BilingualText(
        (by.map { "\($0.chinese)；" } ?? "") + "合计 \(total)，不动的已有 \(fixed)"
          + (told.isEmpty ? "" : "：" + told.map(\.chinese).joined(separator: "、") + more.0),
        (by.map { "\($0.english); " } ?? "") + "the total is \(total), what stays makes \(fixed)"
          + (told.isEmpty ? "" : ": " + told.map(\.english).joined(separator: ", ") + more.1)),
      hint: BilingualText("改合计，或先改、先撤下其中一个", "change the total, or change or lift one of them first"),
      parameters: ["total": total, "held": fixed])
  }

  private func words(_ leaf: OverrideLeaf) -> BilingualText {
    let (item, region) = (leaves.plan.catalogue.items[leaf.place.item].name, leaves.plan.catalogue.regions[leaf.place.region].name)
    let by = leaf.entry.map { name($0.author) }
    return BilingualText(
      "\(item.chinese)·\(region.chinese) \(Self.count(leaf.present))" + (by.map { "（\($0.chinese)）" } ?? ""),
      "\(item.english) · \(region.english) \(Self.count(leaf.present))" + (by.map { " (\($0.english))" } ?? ""))
  }

  private func words(_ hold: HeldTotal) -> BilingualText {
    let (label, by) = (leaves.plan.label(of: hold.place), name(hold.author))
    return BilingualText(
      "\(label.chinese) 固定 \(Self.count(hold.value))（\(by.chinese)）", "\(label.english) held at \(Self.count(hold.value)) (\(by.english))")
  }

  private static func count(_ value: Double) -> String {
    let kept = HeldTotal.kept(value)
    return Int64(exactly: kept).map { "\($0)" } ?? "\(kept)"
  }
}

extension HeldTotal {
  /// To the ten-thousandth of a piece, as the plan keeps quantities.
  static func kept(_ value: Double) -> Double { value == value.rounded() ? value : (value * 10_000).rounded() / 10_000 }
}

extension PlanState {
  /// `风扇 · 华东`.
  func label(of place: HeldTotal.Place) -> BilingualText {
    let item = place.item.map { memberName("Item", $0).name } ?? BilingualText("全部产品", "All products")
    let region = place.region.map { memberName("Region", $0).name } ?? BilingualText("全部地区", "All regions")
    return BilingualText("\(item.chinese) · \(region.chinese)", "\(item.english) · \(region.english)")
  }
}
