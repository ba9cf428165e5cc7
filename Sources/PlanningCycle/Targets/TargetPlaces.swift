// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning

/// The company, its regions and their people, as a target names them: `""`, `EAST`, `EAST/YG-0201`; `EAST/~` is what nobody of the region answers for.
struct TargetPlaces {
  struct Place {
    let key: String
    let name: BilingualText
    /// Position among the regions; nil for the company, and for a region that is gone.
    let region: Int?
    /// Code of an employee, empty for nobody; nil for the company and for regions.
    let owner: String?
  }

  static let nobody = "~"

  let places: [Place]
  let tree: TargetTree
  private let positions: [String: Int]

  /// - Parameters:
  ///   - people: codes by region; a region without any carries its target itself.
  ///   - kept: keys a stored target has amounts for: who left since keeps a line.
  init(company: BilingualText, catalogue: Catalogue, people: [[String]], kept: [String]) {
    var places = [Place(key: "", name: company, region: nil, owner: nil)]
    var parents: [Int?] = [nil]
    let stored = kept.map { key in Self.split(key) }.filter { !$0.region.isEmpty }
    let gone = Swift.Set(stored.map(\.region).filter { catalogue.regionIndex($0) == nil }).sorted()
    let regions = catalogue.regions.enumerated().map { (code: $1.code, name: $1.name, index: Optional($0)) }
    for region in regions + gone.map({ (code: $0, name: BilingualText(name: $0), index: nil) }) {
      let here = stored.filter { $0.region == region.code }
      var owners = Swift.Set((region.index.map { people[$0] } ?? []) + here.compactMap(\.owner))
      // What stood at the region itself before it had people is nobody's.
      if !owners.isEmpty, here.contains(where: { $0.owner == nil }) { owners.insert(Self.nobody) }
      places.append(Place(key: region.code, name: region.name, region: region.index, owner: nil))
      parents.append(0)
      let parent = places.count - 1
      for owner in owners.sorted() {
        let name =
          owner == Self.nobody ? BilingualText("未分到人", "Nobody's") : catalogue.employees[owner] ?? BilingualText(name: owner)
        places.append(
          Place(key: region.code + "/" + owner, name: name, region: region.index, owner: owner == Self.nobody ? "" : owner))
        parents.append(parent)
      }
    }
    self.places = places
    tree = TargetTree(parents: parents)
    positions = Dictionary(places.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func position(_ key: String) -> Int? { positions[key] }

  /// Where a stored key's amounts belong now: at a region that has people since, with nobody.
  func leaf(_ key: String) -> Int? {
    guard let place = positions[key] else { return nil }
    return tree.children[place].isEmpty ? place : positions[key + "/" + Self.nobody]
  }

  /// Code of the region a place lies in; nil for the company.
  func region(of place: Int) -> String? { place == 0 ? nil : Self.split(places[place].key).region }

  private static func split(_ key: String) -> (region: String, owner: String?) {
    guard let slash = key.firstIndex(of: "/") else { return (key, nil) }
    return (String(key[..<slash]), String(key[key.index(after: slash)...]))
  }
}
