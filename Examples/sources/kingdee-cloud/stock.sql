-- 金蝶云星空：即时库存 T_STK_INVENTORY，按仓库和物料汇总；其 FMATERIALID 是创建组织那一条物料的内码。
-- Kingdee Cloud: stock on hand by warehouse and item. No watermark: read it whole, once a day.
SELECT
  m.FNUMBER AS item,
  w.FNUMBER AS location,
  CAST(GETDATE() AS date) AS counted_on,
  SUM(i.FBASEQTY) AS quantity
FROM T_STK_INVENTORY AS i
JOIN T_BD_MATERIAL AS m ON m.FMATERIALID = i.FMATERIALID
LEFT JOIN T_BD_STOCK AS w ON w.FSTOCKID = i.FSTOCKID
GROUP BY m.FNUMBER, w.FNUMBER
