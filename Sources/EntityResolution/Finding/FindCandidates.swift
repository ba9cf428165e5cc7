// SPDX-License-Identifier: Apache-2.0

/// Looks through records for those that may be one.
public enum FindCandidates {
  /// - Parameter apart: pairs of positions that somebody called different.
  public static func parties(_ records: [Party], apart: Set<[Int]> = []) -> CandidatesFound {
    let read = records.map { ReadParty($0) }
    var blocks = Blocks()
    var companies: [String: [Int]] = [:]
    for (index, party) in read.enumerated() {
      if let tax = party.tax {
        blocks.add("t" + tax.text, index)
        if let organisation = tax.organisation { blocks.add("o" + organisation, index) }
      }
      if let code = party.code {
        blocks.add("c" + code.canonical, index)
        blocks.add("l" + code.loose, index)
      }
      if let phone = party.phone { blocks.add("p" + phone, index) }
      if let account = party.bankAccount { blocks.add("b" + account, index) }
      for name in [party.name, party.englishName].compactMap({ $0 }) {
        blocks.add("n" + name.coreText, index)
        // Short forms and slips keep the beginning or the end.
        let (start, end) = name.isChinese ? (2, 2) : (4, 4)
        blocks.add("s" + FoldText.text(name.core.prefix(start)), index)
        if name.core.count > start + end { blocks.add("e" + FoldText.text(name.core.suffix(end)) + String(name.core.count / 2), index) }
      }
      if let name = party.name, !name.isBranch { companies[name.coreText, default: []].append(index) }
    }
    let pairs = blocks.pairs { read[$0].name?.coreText ?? read[$0].key }
    let found = judged(pairs.pairs, apart) { JudgeParties.judge(read[$0], read[$1]) }
    let branches = read.indices.compactMap { branch -> BranchFound? in
      guard let name = read[branch].name, name.isBranch else { return nil }
      let company = (companies[name.coreText] ?? []).first { $0 != branch && JudgeParties.isBranch(read[branch], of: read[$0]) }
      return company.map { BranchFound(branch: branch, company: $0, reason: Words.branchOfCompany) }
    }
    return CandidatesFound(
      candidates: found.sorted,
      clusters: Clusters.make(found.sorted, vetoes: found.vetoes) { JudgeParties.judge(read[$0], read[$1]).isVeto },
      branches: branches, compared: pairs.pairs.count, crowded: pairs.crowded)
  }

  public static func goods(_ records: [Goods], apart: Set<[Int]> = []) -> CandidatesFound {
    let read = records.map { ReadGoods($0) }
    var blocks = Blocks()
    for (index, item) in read.enumerated() {
      if let code = item.code {
        blocks.add("c" + code.canonical, index)
        blocks.add("l" + code.loose, index)
      }
      guard let name = item.name else { continue }
      let telling = name.measures.map(\.description) + name.models
      let words = FoldText.text(name.words)
      blocks.add("n" + words + "\u{1}" + telling.joined(separator: "\u{1}"), index)
      if telling.isEmpty {
        blocks.add("w" + words, index)
      } else {
        blocks.add("m" + FoldText.text(name.words.prefix(2)) + "\u{1}" + (telling.first ?? ""), index)
        blocks.add("w" + words, index)
      }
      blocks.add("e" + FoldText.text(name.words.suffix(3)) + "\u{1}" + (telling.last ?? ""), index)
    }
    let pairs = blocks.pairs { read[$0].name.map { FoldText.text($0.whole) } ?? read[$0].key }
    let found = judged(pairs.pairs, apart) { JudgeGoods.judge(read[$0], read[$1]) }
    return CandidatesFound(
      candidates: found.sorted, clusters: Clusters.make(found.sorted, vetoes: found.vetoes) { JudgeGoods.judge(read[$0], read[$1]).isVeto },
      branches: [], compared: pairs.pairs.count, crowded: pairs.crowded)
  }

  private static func judged(
    _ pairs: [(Int, Int)], _ apart: Set<[Int]>, _ judge: (Int, Int) -> Judgement
  ) -> (sorted: [Candidate], vetoes: Set<[Int]>) {
    var candidates: [Candidate] = []
    for (first, second) in pairs where !apart.contains([first, second]) {
      let judgement = judge(first, second)
      if judgement.band != .different { candidates.append(Candidate(first: first, second: second, judgement: judgement)) }
    }
    candidates.sort { ($1.judgement.score, $0.first, $0.second) < ($0.judgement.score, $1.first, $1.second) }
    return (candidates, apart)
  }
}
