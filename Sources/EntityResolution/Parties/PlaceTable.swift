// SPDX-License-Identifier: Apache-2.0

/// Provinces and the cities of prefecture level as company names begin with them, without 省 and 市. A place that is not here is recognised by its
/// ending alone.
enum PlaceTable {
  static let provinces: [String] = [
    "北京:", "天津:", "上海:", "重庆:", "香港:", "澳门:", "台湾:台北,高雄,新北,台中,台南",
    "河北:石家庄,唐山,秦皇岛,邯郸,邢台,保定,张家口,承德,沧州,廊坊,衡水",
    "山西:太原,大同,阳泉,长治,晋城,朔州,晋中,运城,忻州,临汾,吕梁",
    "内蒙古:呼和浩特,包头,乌海,赤峰,通辽,鄂尔多斯,呼伦贝尔,巴彦淖尔,乌兰察布",
    "辽宁:沈阳,大连,鞍山,抚顺,本溪,丹东,锦州,营口,阜新,辽阳,盘锦,铁岭,朝阳,葫芦岛",
    "吉林:长春,四平,辽源,通化,白山,松原,白城,延边", "黑龙江:哈尔滨,齐齐哈尔,鸡西,鹤岗,双鸭山,大庆,伊春,佳木斯,七台河,牡丹江,黑河,绥化",
    "江苏:南京,无锡,徐州,常州,苏州,南通,连云港,淮安,盐城,扬州,镇江,泰州,宿迁,昆山,江阴,张家港,常熟",
    "浙江:杭州,宁波,温州,嘉兴,湖州,绍兴,金华,衢州,舟山,台州,丽水,义乌,慈溪",
    "安徽:合肥,芜湖,蚌埠,淮南,马鞍山,淮北,铜陵,安庆,黄山,滁州,阜阳,宿州,六安,亳州,池州,宣城",
    "福建:福州,厦门,莆田,三明,泉州,漳州,南平,龙岩,宁德,晋江", "江西:南昌,景德镇,萍乡,九江,新余,鹰潭,赣州,吉安,宜春,抚州,上饶",
    "山东:济南,青岛,淄博,枣庄,东营,烟台,潍坊,济宁,泰安,威海,日照,临沂,德州,聊城,滨州,菏泽",
    "河南:郑州,开封,洛阳,平顶山,安阳,鹤壁,新乡,焦作,濮阳,许昌,漯河,三门峡,南阳,商丘,信阳,周口,驻马店",
    "湖北:武汉,黄石,十堰,宜昌,襄阳,鄂州,荆门,孝感,荆州,黄冈,咸宁,随州,恩施", "湖南:长沙,株洲,湘潭,衡阳,邵阳,岳阳,常德,张家界,益阳,郴州,永州,怀化,娄底",
    "广东:广州,深圳,珠海,汕头,佛山,韶关,湛江,肇庆,江门,茂名,惠州,梅州,汕尾,河源,阳江,清远,东莞,中山,潮州,揭阳,云浮,顺德",
    "广西:南宁,柳州,桂林,梧州,北海,防城港,钦州,贵港,玉林,百色,贺州,河池,来宾,崇左", "海南:海口,三亚,三沙,儋州",
    "四川:成都,自贡,攀枝花,泸州,德阳,绵阳,广元,遂宁,内江,乐山,南充,眉山,宜宾,广安,达州,雅安,巴中,资阳",
    "贵州:贵阳,六盘水,遵义,安顺,毕节,铜仁", "云南:昆明,曲靖,玉溪,保山,昭通,丽江,普洱,临沧,大理,红河", "西藏:拉萨,日喀则,昌都,林芝,山南,那曲",
    "陕西:西安,铜川,宝鸡,咸阳,渭南,延安,汉中,榆林,安康,商洛", "甘肃:兰州,嘉峪关,金昌,白银,天水,武威,张掖,平凉,酒泉,庆阳,定西,陇南",
    "青海:西宁,海东", "宁夏:银川,石嘴山,吴忠,固原,中卫", "新疆:乌鲁木齐,克拉玛依,吐鲁番,哈密,石河子",
  ]

  /// Name → what it lies in; a province and a city that is its own province lie in themselves. By first character, the longest first.
  static let byFirst: [UInt32: [(name: [UInt32], text: String, province: String)]] = {
    var result: [UInt32: [(name: [UInt32], text: String, province: String)]] = [:]
    func add(_ text: String, _ province: String) {
      let name = FoldText.scalars(text)
      result[name[0], default: []].append((name, text, province))
    }
    for line in provinces {
      let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      add(String(halves[0]), String(halves[0]))
      for city in halves[1].split(separator: ",") { add(String(city), String(halves[0])) }
    }
    add("中国", "中国")
    return result.mapValues { $0.sorted { ($1.name.count, $0.text) < ($0.name.count, $1.text) } }
  }()

  static let endings = ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "自治州", "省", "市"].map { FoldText.scalars($0) }
}

/// Where a company says it is: a province, a city, and smaller places as written.
struct Place: Hashable, Sendable {
  var province = ""
  var city = ""
  var smaller = ""

  var isEmpty: Bool { province.isEmpty && city.isEmpty && smaller.isEmpty }
  var text: String { [province == city ? "" : province, city, smaller].filter { !$0.isEmpty }.joined() }

  enum Relation { case same, finer, oneOnly, apart, neither }

  func relation(_ other: Place) -> Relation {
    if isEmpty && other.isEmpty { return .neither }
    if isEmpty || other.isEmpty { return .oneOnly }
    func agree(_ left: String, _ right: String) -> Bool { left.isEmpty || right.isEmpty || left == right }
    guard agree(province, other.province), agree(city, other.city), agree(smaller, other.smaller) else { return .apart }
    // A county here and a city there that nobody can put together.
    if city.isEmpty != other.city.isEmpty, smaller.isEmpty != other.smaller.isEmpty, province.isEmpty || other.province.isEmpty {
      return .oneOnly
    }
    return city == other.city && smaller == other.smaller && (!city.isEmpty || !smaller.isEmpty || province == other.province)
      ? .same : .finer
  }

  mutating func take(_ other: Place) {
    if province.isEmpty { province = other.province }
    if city.isEmpty { city = other.city }
    if smaller.isEmpty { smaller = other.smaller }
  }

  /// A place at `start`, and where it ends; nil for none.
  ///
  /// - Parameter known: what stood before it: a city lies in the province that was named.
  static func read(_ scalars: [UInt32], at start: Int, after known: Place, isWhole: Bool) -> (place: Place, end: Int)? {
    guard start < scalars.count else { return nil }
    var found: (place: Place, end: Int)?
    for entry in PlaceTable.byFirst[scalars[start]] ?? [] where scalars[start...].prefix(entry.name.count).elementsEqual(entry.name) {
      if !known.province.isEmpty, entry.province != known.province || !known.city.isEmpty { continue }
      var place = Place()
      place.province = entry.province
      if entry.text != entry.province { place.city = entry.text }
      found = (place, start + entry.name.count)
      break
    }
    if var known = found {
      for ending in PlaceTable.endings where Array(scalars[known.end...].prefix(ending.count)) == ending {
        known.end += ending.count
        break
      }
      return known
    }
    // 南山区, 昆山市, 长兴县: two characters and what kind of place it is.
    let span = scalars[start...].prefix(3)
    if span.count == 3, span.allSatisfy(FoldText.isChinese), [0x5E02, 0x533A, 0x53BF].contains(span[start + 2]),
      isWhole || scalars.count - start >= 6
    {
      var place = Place()
      place.smaller = FoldText.text(span.prefix(2))
      return (place, start + 3)
    }
    return nil
  }
}
