"""What columns are called in English, Chinese, German, French and Spanish.

Words stand as `plain_header` of `mirror.catalogue.columns` makes them: in lower case, without
accents and signs.
"""

from __future__ import annotations

from collections.abc import Mapping

# `colour` and `shade_name` share words, as in “Farbe”: what stands below them then decides.
HEADER_WORDS: Mapping[str, str] = {
    "sku": "sku, sku code, sku id, item no, item number, item code, item id, article, article no,"
    " article number, product code, product id, product no, stock keeping unit, id, ref, reference,"
    " 货号, 商品编号, 商品编码, 商品货号, 产品编号, 产品编码, 编号, 编码, sku编码, sku编号,"
    " artikelnummer, artikel nr, artikelnr, art nr, artikelcode, bestellnummer, produktnummer,"
    " reference article, ref article, code article, reference produit, code produit,"
    " referencia, codigo, codigo de articulo, codigo articulo, codigo de producto, clave",
    "barcode": "barcode, bar code, ean, ean13, ean 13, ean8, ean code, upc, upc a, upca, gtin,"
    " gtin13, gtin 13, 条码, 条形码, 国际条码, 商品条码, 69码, strichcode, ean nummer, gtin nummer,"
    " code barres, code a barres, codebarre, code barre, gencod, codigo de barras, cod barras",
    "brand": "brand, brand name, manufacturer, maker, 品牌, 品牌名, 品牌名称, 牌子, marke, hersteller,"
    " markenname, marque, fabricant, marca, fabricante",
    "line": "line, range, collection, series, product line, sub brand, 系列, 产品系列, 系列名称,"
    " linie, serie, kollektion, produktlinie, gamme, ligne, linea, gama, coleccion",
    "name": "name, product, product name, title, item, item name, article name, description, 名称,"
    " 商品名称, 产品名称, 商品名, 产品名, 品名, 商品, 产品, 商品标题, 标题, produkt, produktname, bezeichnung,"
    " artikelname, artikelbezeichnung, artikel, produktbezeichnung, nom, nom du produit, produit,"
    " nom produit, designation, libelle, intitule, nombre, nombre del producto, producto,"
    " nombre producto, descripcion, denominacion",
    "kind": "kind, type, category, product type, product category, product kind, item type, 类别, 类型,"
    " 品类, 种类, 分类, 商品类别, 产品类别, 产品类型, 商品分类, art, typ, kategorie, produktart, produkttyp,"
    " warengruppe, categorie, type de produit, genre, famille, tipo, categoria, tipo de producto,"
    " clase, familia",
    "finish": "finish, texture, effect, 质地, 妆效, 质感, 光泽, 妆感, oberflache, effekt, textur,"
    " fini, rendu, effet, acabado, textura, efecto",
    "shade_name": "shade, shade name, colour name, color name, tone, tint, 色名, 色号名称, 颜色名称,"
    " 颜色名, 色号名, 色调名, farbname, farbton, farbbezeichnung, nuance, ton, nom de la teinte, teinte,"
    " nom de teinte, nom couleur, nom de la couleur, nombre del tono, tono, nombre de color,"
    " nombre del color, colour, color, 颜色, farbe, couleur",
    "shade_code": "shade code, shade no, shade number, shade id, colour code, color code, colour no,"
    " color no, colour number, color number, 色号, 颜色编号, 色号编码, 颜色代码, farbnummer, farbcode,"
    " farb nr, farbnr, nuancennummer, numero de teinte, code teinte, code couleur, no teinte,"
    " numero teinte, numero de tono, codigo de tono, codigo de color, codigo color",
    "colour": "colour, color, hex, hex code, hex colour, hex color, rgb, srgb, swatch, lab, cielab,"
    " colour value, color value, shade hex, colour hex, color hex, 颜色, 色值, 颜色值, 颜色数值, 十六进制,"
    " 十六进制颜色, 色彩, farbe, farbwert, hexwert, hex wert, couleur, valeur couleur, couleur hex,"
    " code hex, color hexadecimal, valor de color, codigo hex, 色号, colour code, color code",
    "colour_on_skin": "colour on skin, color on skin, on skin, skin colour, applied colour,"
    " applied color, 上妆颜色, 上脸颜色, 肤上颜色, 上唇颜色, farbe auf der haut, farbe auf haut, auf der haut,"
    " couleur sur peau, couleur sur la peau, sur peau, color en la piel, color sobre la piel,"
    " en la piel",
    "opacity": "opacity, coverage, opacity %, hiding power, 遮盖力, 遮瑕力, 不透明度, 覆盖度, 遮盖度,"
    " deckkraft, deckvermogen, opacite, couvrance, pouvoir couvrant, opacidad, cobertura",
    "undertone": "undertone, under tone, skin undertone, 底调, 冷暖, 冷暖调, 肤色调, 色调, 底色, unterton,"
    " hautunterton, sous ton, soustons, subtono, tono de piel",
    "price": "price, unit price, retail price, rrp, msrp, sale price, list price, 价格, 单价, 售价, 零售价,"
    " 价钱, 标价, preis, verkaufspreis, vk, vk preis, uvp, einzelpreis, ladenpreis, prix, prix ttc,"
    " prix unitaire, prix de vente, tarif, precio, pvp, precio unitario, precio de venta",
    "currency": "currency, currency code, 货币, 币种, 币别, wahrung, waehrung, devise, monnaie, moneda,"
    " divisa",
    "flags": "flags, labels, tags, attributes, claims, features, 标签, 特性, 特点, 属性, 卖点,"
    " eigenschaften, merkmale, attribute, caracteristiques, mentions, etiquettes, atributos,"
    " caracteristicas, etiquetas",
    "stock": "stock, in stock, quantity, qty, inventory, units, stock level, on hand, 库存, 库存数量,"
    " 数量, 库存量, 现货, bestand, lagerbestand, menge, anzahl, quantite, en stock, qte,"
    " existencias, cantidad, inventario, unidades",
    "parameters": "parameters, params, options, 参数, parameter, optionen, parametres, parametros,"
    " opciones",
    "lab_l": "l, lab l, cie l, l star, lab l d65",
    "lab_a": "a, lab a, cie a, a star, lab a d65",
    "lab_b": "b, lab b, cie b, b star, lab b d65",
}
