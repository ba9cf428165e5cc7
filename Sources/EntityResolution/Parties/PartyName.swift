// SPDX-License-Identifier: Apache-2.0

/// A company's name taken apart: where it is, what it is called, what kind of company it is, whether it is a branch of another.
public struct PartyName: Hashable, Sendable {
  public enum Form: String, Hashable, Sendable {
    /// 有限公司, 有限责任公司, Co., Ltd., LLC, GmbH.
    case limited
    /// 股份有限公司, Inc., Corp., PLC, AG.
    case stock
    /// 公司 and no more.
    case company
    /// 有限合伙, 普通合伙, LP.
    case partnership
    /// A short name, or a firm that is no company.
    case none
  }

  /// What is left without place, form and 集团: `腾讯科技`. Scalars without blanks.
  let core: [UInt32]
  let place: Place
  public let form: Form
  public let isGroup: Bool
  /// 分公司, 分店, 办事处: what stands for the branch, without its kind; nil for a name that is no branch's.
  let branch: [UInt32]?
  /// The whole name, width, case, brackets and blanks apart; 有限责任公司 as 有限公司.
  let whole: [UInt32]
  public let isChinese: Bool

  public var coreText: String { FoldText.text(core) }
  public var placeText: String { place.text }
  public var isBranch: Bool { branch != nil }
  public var branchText: String? { branch.map { FoldText.text($0) } }

  /// nil where nothing of a name is there.
  public init?(_ text: String) {
    let scalars = FoldText.scalars(text)
    guard !scalars.isEmpty else { return nil }
    isChinese = scalars.contains(where: FoldText.isChinese)
    let parts = isChinese ? ChineseName(scalars) : nil
    let words = isChinese ? nil : EnglishName(scalars)
    core = parts?.core ?? words?.core ?? []
    place = parts?.place ?? Place()
    form = parts?.form ?? words?.form ?? .none
    isGroup = parts?.isGroup ?? words?.isGroup ?? false
    branch = parts?.branch ?? words?.branch
    whole = parts?.whole ?? words?.whole ?? []
    guard !core.isEmpty || !place.isEmpty else { return nil }
  }
}

/// What a Chinese name is made of.
struct ChineseName {
  var core: [UInt32] = []
  var place = Place()
  var form = PartyName.Form.none
  var isGroup = false
  var branch: [UInt32]?
  var whole: [UInt32] = []

  private static func words(_ texts: [String]) -> [[UInt32]] { texts.map { FoldText.scalars($0) } }
  /// The longest first, so that none hides another.
  private static let forms: [(text: [UInt32], form: PartyName.Form, isGroup: Bool)] = written.map { (FoldText.scalars($0.0), $0.1, $0.2) }
  private static let written: [(String, PartyName.Form, Bool)] = [
    ("集团股份有限责任公司", .stock, true), ("股份有限责任公司", .stock, false), ("集团股份有限公司", .stock, true), ("集团有限责任公司", .limited, true),
    ("股份有限公司", .stock, false), ("集团有限公司", .limited, true), ("集团股份公司", .stock, true), ("有限责任公司", .limited, false),
    ("股份公司", .stock, false), ("有限公司", .limited, false), ("集团公司", .company, true), ("总公司", .company, false), ("集团", .none, true),
    ("公司", .company, false), ("有限合伙", .partnership, false), ("普通合伙", .partnership, false), ("有限", .limited, false), ("股份", .stock, false),
  ]
  private static let branches = words(["分公司", "分部", "分店", "分厂", "分行", "支行", "支公司", "办事处", "营业部", "门店", "专卖店", "旗舰店"])
  private static let wholeCompany = words(["有限责任公司", "股份有限公司", "有限公司", "集团公司"])
  private static let unit = FoldText.scalars("(本级)")

  init(_ folded: [UInt32]) {
    var text = folded.filter { $0 != 0x20 }
    if text.hasSuffix(Self.unit) { text.removeLast(Self.unit.count) }
    takeBranch(&text)
    takeBrackets(&text)
    takeForm(&text)
    takePlaces(&text)
    takeBracketWords()
    core = text.filter { FoldText.isChinese($0) || FoldText.isLatin($0) }
    // A name that is nothing but a place: it is called so.
    if core.isEmpty { core = bracketWords.flatMap { $0 } }
    whole = wholeText(folded)
  }

  private var bracketWords: [[UInt32]] = []
  private var hasPlaceInBrackets = false

  /// 甲有限公司深圳分公司: what stands before and behind the company's own form; 甲深圳分公司 where there is none.
  private mutating func takeBranch(_ text: inout [UInt32]) {
    guard let kind = Self.branches.first(where: { text.hasSuffix($0) }), text.count > kind.count + 2 else { return }
    let rest = Array(text.dropLast(kind.count))
    for own in Self.wholeCompany {
      guard let start = rest.firstIndex(of: own) else { continue }
      branch = Array(rest[(start + own.count)...]) + kind
      text = Array(rest[..<(start + own.count)])
      return
    }
    // 永辉超市深圳分店: what begins with a place near the end is the branch.
    for start in (1..<rest.count).reversed() where start >= 2 {
      if let place = Place.read(rest, at: start, after: Place(), isWhole: true), place.end >= rest.count - 4 {
        branch = Array(rest[start...]) + kind
        text = Array(rest[..<start])
        return
      }
    }
    branch = kind
    text = rest
  }

  private mutating func takeBrackets(_ text: inout [UInt32]) {
    var kept: [UInt32] = []
    var position = 0
    while position < text.count {
      if text[position] == 0x28, let close = text[position...].firstIndex(of: 0x29) {
        let inside = Array(text[(position + 1)..<close])
        if let read = Place.read(inside, at: 0, after: Place(), isWhole: true), read.end == inside.count {
          place.take(read.place)
          hasPlaceInBrackets = true
        } else if inside == FoldText.scalars("集团") {
          isGroup = true
        } else if let known = Self.forms.first(where: { $0.text == inside }) {
          form = known.form
        } else if !inside.isEmpty {
          bracketWords.append(inside)
        }
        position = close + 1
      } else {
        if text[position] != 0x28, text[position] != 0x29 { kept.append(text[position]) }
        position += 1
      }
    }
    text = kept
  }

  private mutating func takeForm(_ text: inout [UInt32]) {
    guard let known = Self.forms.first(where: { text.hasSuffix($0.text) && text.count > $0.text.count }) else { return }
    text.removeLast(known.text.count)
    if known.form != .none { form = known.form }
    isGroup = isGroup || known.isGroup
    let group = FoldText.scalars("集团")
    if text.count > group.count + 1, text.hasSuffix(group) {
      text.removeLast(group.count)
      isGroup = true
    }
  }

  private mutating func takePlaces(_ text: inout [UInt32]) {
    var before = Place()
    var position = 0
    // Province, city, district: three at most; something must be left to be called by.
    for _ in 0..<3 {
      guard let read = Place.read(text, at: position, after: before, isWhole: false), text.count - read.end >= 2 else { break }
      before.take(read.place)
      position = read.end
    }
    text.removeFirst(position)
    // A place in brackets says where the company is; the one before the name is part of how it is written.
    if hasPlaceInBrackets, !before.isEmpty, before.relation(place) == .apart { before = Place() }
    place.take(before)
  }

  /// Words in brackets are part of the name, save those that say nothing.
  private mutating func takeBracketWords() {
    let empty = Self.words(["原", "曾用名", "新", "老客户", "主账户", "公户", "含税", "月结"])
    bracketWords.removeAll { word in empty.contains(word) }
  }

  private func wholeText(_ folded: [UInt32]) -> [UInt32] {
    var result = folded.filter { FoldText.isChinese($0) || FoldText.isLatin($0) }
    let long = FoldText.scalars("有限责任公司")
    if let start = result.firstIndex(of: long) { result.replaceSubrange(start..<(start + long.count), with: FoldText.scalars("有限公司")) }
    return result
  }
}
