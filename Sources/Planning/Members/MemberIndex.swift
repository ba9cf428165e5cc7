// SPDX-License-Identifier: Apache-2.0

import Formulas

/// The members of one dimension by position: who they are, who stands above whom, and their properties.
struct MemberIndex: Sendable {
  struct Entry: Sendable {
    let id: Int64
    let code: String
    let nameChinese: String
    let nameEnglish: String
  }

  let leaves: [Entry]
  /// Per level of the dimension.
  let levels: [[Entry]]
  /// Position of a leaf by id.
  let leafPosition: [Int64: Int]
  /// Level and position of a group by id.
  let groupPosition: [Int64: (level: Int, position: Int)]
  /// Per level: from a leaf (lowest level) or a member of the level below to a member of it; −1 for none.
  let parents: [[Int32]]
  /// Per property: numbers, missing NaN; empty for other kinds. Then the columns of ``Implicit`` and the positions of members.
  let numbers: [[Double]]
  /// Per property: texts; empty for other kinds. Then the codes of leaves and of each level.
  let texts: [[String]]
  /// Per property: id referred to; nil for none. Resolved to positions when all dimensions are known.
  let references: [[Int64?]]

  init(_ table: MemberTable?, _ dimension: PlanningModel.Dimension) throws(PlanningError) {
    let table = table ?? MemberIndex.numbered(dimension)
    leaves = table.leaves.map {
      Entry(id: $0.id, code: $0.code, nameChinese: $0.nameChinese, nameEnglish: $0.nameEnglish)
    }
    var leafPosition: [Int64: Int] = [:]
    for (position, leaf) in table.leaves.enumerated() {
      guard leafPosition.updateValue(position, forKey: leaf.id) == nil else {
        throw MemberIndex.twice(leaf.code, dimension)
      }
    }
    self.leafPosition = leafPosition
    var levels = [[Entry]](repeating: [], count: dimension.levels.count)
    var groupPosition: [Int64: (level: Int, position: Int)] = [:]
    for group in table.groups {
      guard let level = dimension.levels.firstIndex(where: { $0.names.all.contains(group.level) }) else {
        continue
      }
      guard leafPosition[group.id] == nil,
        groupPosition.updateValue((level, levels[level].count), forKey: group.id) == nil
      else { throw MemberIndex.twice(group.code, dimension) }
      levels[level].append(
        Entry(id: group.id, code: group.code, nameChinese: group.nameChinese, nameEnglish: group.nameEnglish))
    }
    self.levels = levels
    self.groupPosition = groupPosition
    parents = MemberIndex.parents(table, dimension, levels, groupPosition)
    let properties = try MemberIndex.properties(table, dimension)
    numbers = properties.numbers + MemberIndex.implicitNumbers(table, dimension, levels)
    texts = properties.texts + MemberIndex.codes(leaves, levels)
    references = properties.references
  }

  private static func twice(_ code: String, _ dimension: PlanningModel.Dimension) -> PlanningError {
    PlanningError(
      .memberTwice, subject: code,
      detail: Wording("\(dimension.names.id) 有两个成员用同一个编号。", "\(dimension.names.id) has two members with one id."),
      hint: Wording("一个维度里编号不得重复，各级都算。", "Ids are unique in a dimension, over leaves and levels."))
  }

  /// Members 0, 1, 2 … of a numbered dimension.
  private static func numbered(_ dimension: PlanningModel.Dimension) -> MemberTable {
    let numbers = dimension.numbers.map(Array.init) ?? []
    return MemberTable(
      dimension: dimension.names.id,
      leaves: numbers.map {
        MemberTable.Leaf(id: Int64($0), code: String($0), nameChinese: String($0), nameEnglish: String($0))
      })
  }

  private static func parents(
    _ table: MemberTable, _ dimension: PlanningModel.Dimension, _ levels: [[Entry]],
    _ positions: [Int64: (level: Int, position: Int)]
  ) -> [[Int32]] {
    func position(_ id: Int64?, at level: Int) -> Int32 {
      guard let id, let found = positions[id], found.level == level else { return -1 }
      return Int32(found.position)
    }
    var result: [[Int32]] = []
    for (level, declared) in dimension.levels.enumerated() {
      if declared.isLowest {
        result.append(
          table.leaves.map { leaf in
            position(declared.names.all.lazy.compactMap { leaf.parents[$0] }.first, at: level)
          })
      } else {
        let below = dimension.levels.firstIndex { $0.above == level }
        let ids = below.map { levels[$0].map(\.id) } ?? []
        let above = Dictionary(
          table.groups.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
        result.append(ids.map { position(above[$0] ?? nil, at: level) })
      }
    }
    return result
  }

  private static func properties(
    _ table: MemberTable, _ dimension: PlanningModel.Dimension
  ) throws(PlanningError) -> (numbers: [[Double]], texts: [[String]], references: [[Int64?]]) {
    var numbers: [[Double]] = []
    var texts: [[String]] = []
    var references: [[Int64?]] = []
    for property in dimension.properties {
      let names = property.names.all
      switch property.kind {
      case .number:
        var column: [Double] = []
        for leaf in table.leaves {
          let value = names.lazy.compactMap { leaf.numbers[$0] }.first
          if let value, !value.isFinite {
            throw PlanningError(
              .notFinite, subject: leaf.code,
              detail: Wording("\(property.names.id) 不是有限的数。", "\(property.names.id) is not a finite number."))
          }
          column.append(value.map { $0 + 0 } ?? .nan)
        }
        numbers.append(column)
        texts.append([])
        references.append([])
      case .text:
        numbers.append([])
        texts.append(table.leaves.map { leaf in names.lazy.compactMap { leaf.texts[$0] }.first ?? "" })
        references.append([])
      case .reference:
        numbers.append([])
        texts.append([])
        references.append(table.leaves.map { leaf in names.lazy.compactMap { leaf.references[$0] }.first })
      }
    }
    return (numbers, texts, references)
  }

  func count(at level: Int?) -> Int { level.map { levels[$0].count } ?? leaves.count }
  func entries(at level: Int?) -> [Entry] { level.map { levels[$0] } ?? leaves }
}
