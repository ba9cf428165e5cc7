// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import Testing

/// Records with known truth, as they occur in three systems. Sees: a rule that joins what is two, or no longer finds what is one.
@Suite("Planted customers are found again")
struct PlantedPartiesTests {
  static let planted = PlantedParties(seed: 20_261_130, companies: 120)
  static let found = FindCandidates.parties(planted.records)

  private func isOne(_ left: Int, _ right: Int) -> Bool { Self.planted.truth[left] == Self.planted.truth[right] }

  @Test("there are some hundred records of 140 companies")
  func size() {
    #expect(Self.planted.records.count >= 300)
    #expect(Set(Self.planted.truth).count == 140)
  }

  @Test("what is called certain is right, every time")
  func precision() {
    let certain = Self.found.candidates.filter { $0.judgement.band == .same }
    let wrong = certain.filter { !isOne($0.first, $0.second) }
    #expect(certain.count >= 200)
    #expect(
      wrong.isEmpty,
      "\(wrong.map { (Self.planted.records[$0.first], Self.planted.records[$0.second], $0.judgement.reasons.map(\.english)) })")
  }

  @Test("what somebody is asked about is right in nine of ten cases")
  func questionsAreWorthIt() {
    let asked = Self.found.candidates.filter { $0.judgement.band == .ask }
    let right = asked.filter { isOne($0.first, $0.second) }
    #expect(right.count * 10 >= asked.count * 9, "\(right.count) of \(asked.count)")
  }

  @Test("clusters hold 98 of 100 pairs that are one, and none that is not")
  func recall() {
    var clusterOf: [Int: Int] = [:]
    for (index, cluster) in Self.found.clusters.enumerated() { for member in cluster.members { clusterOf[member] = index } }
    var (together, all, mixed) = (0, 0, 0)
    let truth = Self.planted.truth
    for left in truth.indices {
      for right in (left + 1)..<truth.count {
        let isJoined = clusterOf[left] != nil && clusterOf[left] == clusterOf[right]
        if truth[left] == truth[right] {
          all += 1
          together += isJoined ? 1 : 0
        } else {
          mixed += isJoined ? 1 : 0
        }
      }
    }
    #expect(together * 100 >= all * 98, "\(together) of \(all)")
    #expect(mixed == 0)
  }

  @Test("the order of the records changes no judgement and no cluster")
  func orderDoesNotMatter() {
    let reversed = FindCandidates.parties(Self.planted.records.reversed())
    let count = Self.planted.records.count
    func pairs(_ found: CandidatesFound, _ place: (Int) -> Int) -> Set<[Int]> {
      Set(found.candidates.map { [place($0.first), place($0.second)].sorted() + [$0.judgement.score] })
    }
    #expect(pairs(reversed) { count - 1 - $0 } == pairs(Self.found) { $0 })
    let clusters = Set(reversed.clusters.map { $0.members.map { count - 1 - $0 }.sorted() })
    #expect(clusters == Set(Self.found.clusters.map(\.members)))
  }
}
