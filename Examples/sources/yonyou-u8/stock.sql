-- 用友 U8：现存量 CurrentStock，按仓库和存货汇总（批次、自由项合并）；每次读到的是当天的库存。
-- Yonyou U8: stock on hand by warehouse and item. No watermark: read it whole, once a day.
SELECT
  c.cInvCode AS item,
  c.cWhCode AS location,
  CAST(GETDATE() AS date) AS counted_on,
  SUM(c.iQuantity) AS quantity
FROM CurrentStock AS c
GROUP BY c.cInvCode, c.cWhCode
