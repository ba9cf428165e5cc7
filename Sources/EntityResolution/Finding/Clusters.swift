// SPDX-License-Identifier: Apache-2.0

/// Puts candidates together, strongest first, and never so that two records stand in one cluster which are certainly different: what is like a
/// third is not
/// therefore alike.
enum Clusters {
  /// A cluster of more is cut: nobody can look at it.
  static let mostMembers = 50

  /// - Parameters:
  ///   - candidates: strongest first.
  ///   - vetoes: pairs that somebody called different.
  ///   - isApart: whether two positions are certainly different.
  static func make(_ candidates: [Candidate], vetoes: Set<[Int]>, isApart: (Int, Int) -> Bool) -> [Cluster] {
    var clusterOf: [Int: Int] = [:]
    var members: [Int: [Int]] = [:]
    var links: [Int: [Candidate]] = [:]
    for candidate in candidates {
      let left = clusterOf[candidate.first] ?? candidate.first
      let right = clusterOf[candidate.second] ?? candidate.second
      if left == right {
        links[left, default: []].append(candidate)
        continue
      }
      let (mine, other) = (members[left] ?? [left], members[right] ?? [right])
      guard mine.count + other.count <= mostMembers else { continue }
      let isTorn = mine.contains { one in
        other.contains { vetoes.contains([min(one, $0), max(one, $0)]) || isApart(one, $0) }
      }
      if isTorn { continue }
      let (kept, gone) = (min(left, right), max(left, right))
      members[kept] = (mine + other).sorted()
      links[kept] = (links[left] ?? []) + (links[right] ?? []) + [candidate]
      for one in mine + other { clusterOf[one] = kept }
      members[gone] = nil
      links[gone] = nil
    }
    let clusters = members.keys.sorted().map { key in
      Cluster(
        members: members[key]!, isCertain: isCertain(members[key]!, links[key]!),
        links: links[key]!.sorted { ($1.judgement.score, $0.first, $0.second) < ($0.judgement.score, $1.first, $1.second) })
    }
    return clusters.filter(\.isCertain) + clusters.filter { !$0.isCertain }
  }

  /// Certain links alone reach every member.
  private static func isCertain(_ members: [Int], _ links: [Candidate]) -> Bool {
    var reached: Set<Int> = [members[0]]
    let sure = links.filter { $0.judgement.band == .same }
    for _ in members {
      let next = sure.filter { reached.contains($0.first) != reached.contains($0.second) }
      if next.isEmpty { break }
      for link in next { reached.formUnion([link.first, link.second]) }
    }
    return reached.count == members.count
  }
}
