<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>AttractScreen</name>
    <message>
        <source>Hello! Touch to see it on you</source>
        <translation>您好！轻触即可试妆</translation>
    </message>
    <message>
        <source>Just a moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Touch to try it on</source>
        <translation>轻触屏幕，即刻试妆</translation>
    </message>
</context>
<context>
    <name>BasketPage</name>
    <message>
        <source>Nothing is in it yet. Put products in it under Wearing.</source>
        <translation>购物篮还是空的。可在“已上妆”中加入产品。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Show this list to the staff.</source>
        <translation>请将此清单出示给店员。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>all</source>
        <translation>全脸</translation>
    </message>
    <message>
        <source>apples</source>
        <translation>苹果肌</translation>
    </message>
    <message>
        <source>both</source>
        <translation>粉雾加毛流</translation>
    </message>
    <message>
        <source>brow bone</source>
        <translation>眉骨</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>猫眼</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>面中</translation>
    </message>
    <message>
        <source>cheekbones</source>
        <translation>颧骨</translation>
    </message>
    <message>
        <source>cheeks</source>
        <translation>脸颊</translation>
    </message>
    <message>
        <source>classic</source>
        <translation>经典</translation>
    </message>
    <message>
        <source>crease</source>
        <translation>眼窝</translation>
    </message>
    <message>
        <source>cupids bow</source>
        <translation>唇峰</translation>
    </message>
    <message>
        <source>curl</source>
        <translation>卷翘</translation>
    </message>
    <message>
        <source>cut crease</source>
        <translation>截断式</translation>
    </message>
    <message>
        <source>dewy</source>
        <translation>水润</translation>
    </message>
    <message>
        <source>doll</source>
        <translation>娃娃</translation>
    </message>
    <message>
        <source>double</source>
        <translation>双眼线</translation>
    </message>
    <message>
        <source>dramatic</source>
        <translation>戏剧感</translation>
    </message>
    <message>
        <source>draped</source>
        <translation>环绕</translation>
    </message>
    <message>
        <source>floating</source>
        <translation>悬浮</translation>
    </message>
    <message>
        <source>forehead</source>
        <translation>额头</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全脸</translation>
    </message>
    <message>
        <source>gem</source>
        <translation>宝石光</translation>
    </message>
    <message>
        <source>glitter</source>
        <translation>闪片</translation>
    </message>
    <message>
        <source>gloss</source>
        <translation>水光</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>graphic</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>hairs</source>
        <translation>毛流感</translation>
    </message>
    <message>
        <source>halo</source>
        <translation>光环</translation>
    </message>
    <message>
        <source>holographic</source>
        <translation>镭射</translation>
    </message>
    <message>
        <source>inner</source>
        <translation>眼头</translation>
    </message>
    <message>
        <source>jaw</source>
        <translation>下颌</translation>
    </message>
    <message>
        <source>length</source>
        <translation>纤长</translation>
    </message>
    <message>
        <source>lid</source>
        <translation>眼睑</translation>
    </message>
    <message>
        <source>lifted</source>
        <translation>提拉</translation>
    </message>
    <message>
        <source>limbal</source>
        <translation>描边</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>下眼影</translation>
    </message>
    <message>
        <source>matte</source>
        <translation>哑光</translation>
    </message>
    <message>
        <source>metallic</source>
        <translation>金属光</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>nose</source>
        <translation>鼻部</translation>
    </message>
    <message>
        <source>ombre</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>outer</source>
        <translation>眼尾</translation>
    </message>
    <message>
        <source>plumping</source>
        <translation>丰盈</translation>
    </message>
    <message>
        <source>powder</source>
        <translation>粉雾</translation>
    </message>
    <message>
        <source>satin</source>
        <translation>缎光</translation>
    </message>
    <message>
        <source>sculpted</source>
        <translation>立体</translation>
    </message>
    <message>
        <source>sheer</source>
        <translation>透润</translation>
    </message>
    <message>
        <source>shimmer</source>
        <translation>珠光</translation>
    </message>
    <message>
        <source>smoky</source>
        <translation>烟熏</translation>
    </message>
    <message>
        <source>spiky</source>
        <translation>束状</translation>
    </message>
    <message>
        <source>sunkissed</source>
        <translation>日晒感</translation>
    </message>
    <message>
        <source>sunset</source>
        <translation>落日</translation>
    </message>
    <message>
        <source>t zone</source>
        <translation>T 区</translation>
    </message>
    <message>
        <source>tightline</source>
        <translation>内眼线</translation>
    </message>
    <message>
        <source>two tone</source>
        <translation>双色</translation>
    </message>
    <message>
        <source>under eye</source>
        <translation>眼下</translation>
    </message>
    <message>
        <source>vivid</source>
        <translation>鲜明</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>浓密</translation>
    </message>
    <message>
        <source>wash</source>
        <translation>单色晕染</translation>
    </message>
    <message>
        <source>wet</source>
        <translation>湿润光</translation>
    </message>
    <message>
        <source>wispy</source>
        <translation>羽毛</translation>
    </message>
</context>
<context>
    <name>ColourEditor</name>
    <message>
        <source>Chroma</source>
        <translation>鲜艳度</translation>
    </message>
    <message>
        <source>Colour as a hex number</source>
        <translation>十六进制色值</translation>
    </message>
    <message>
        <source>How vivid it is.</source>
        <translation>颜色的鲜艳程度。</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>色相</translation>
    </message>
    <message>
        <source>Lightness</source>
        <translation>明度</translation>
    </message>
    <message>
        <source>Take it off the picture</source>
        <translation>从画面取色</translation>
    </message>
</context>
<context>
    <name>ConsentScreen</name>
    <message>
        <source>It looks for your face to put makeup on your picture, here and now. Your picture stays in this mirror: it is not stored, not sent anywhere, and nobody is recognised. When you go, everything is deleted.</source>
        <translation>魔镜会在画面中查找您的面部，实时为您试妆。画面只留在本机：不存储、不上传，也不识别身份。您离开后，一切都会删除。</translation>
    </message>
    <message>
        <source>May the mirror use its camera?</source>
        <translation>允许魔镜使用摄像头吗？</translation>
    </message>
    <message>
        <source>No, show the looks on a model</source>
        <translation>不用，看模特试妆</translation>
    </message>
    <message>
        <source>Yes, show me</source>
        <translation>好，开始试妆</translation>
    </message>
</context>
<context>
    <name>DropVeil</name>
    <message>
        <source>Let go to wear the makeup in this photo</source>
        <translation>松开即可试上这张照片的妆</translation>
    </message>
    <message>
        <source>This is no photo</source>
        <translation>这不是照片</translation>
    </message>
</context>
<context>
    <name>FaceChart</name>
    <message>
        <source>After</source>
        <translation>妆后</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>化妆师</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>妆前</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Face chart</source>
        <translation>妆容图</translation>
    </message>
    <message>
        <source>In the order of application</source>
        <translation>上妆顺序</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Skin</source>
        <translation>肤质</translation>
    </message>
    <message>
        <source>The skin&apos;s own tone</source>
        <translation>取自本人肤色</translation>
    </message>
</context>
<context>
    <name>FaceChoice</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>取消（Esc）</translation>
    </message>
    <message>
        <source>Face {number} of {count}</source>
        <translation>第 {number} 张脸，共 {count} 张</translation>
    </message>
    <message>
        <source>Whose makeup?</source>
        <translation>要试谁的妆？</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Figures</source>
        <translation>性能数据</translation>
    </message>
    <message>
        <source>{number} frames/s</source>
        <translation>{number} 帧/秒</translation>
    </message>
</context>
<context>
    <name>Finish</name>
    <message>
        <source>dewy</source>
        <translation>水润</translation>
    </message>
    <message>
        <source>gem</source>
        <translation>宝石光</translation>
    </message>
    <message>
        <source>glitter</source>
        <translation>闪片</translation>
    </message>
    <message>
        <source>gloss</source>
        <translation>水光</translation>
    </message>
    <message>
        <source>holographic</source>
        <translation>镭射</translation>
    </message>
    <message>
        <source>matte</source>
        <translation>哑光</translation>
    </message>
    <message>
        <source>metallic</source>
        <translation>金属光</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>plumping</source>
        <translation>丰盈</translation>
    </message>
    <message>
        <source>satin</source>
        <translation>缎光</translation>
    </message>
    <message>
        <source>sheer</source>
        <translation>透润</translation>
    </message>
    <message>
        <source>shimmer</source>
        <translation>珠光</translation>
    </message>
    <message>
        <source>wet</source>
        <translation>湿润光</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Face chart</source>
        <translation>妆容图</translation>
    </message>
    <message>
        <source>Give this look away</source>
        <translation>分享这款妆容</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>妆容</translation>
    </message>
    <message>
        <source>My look</source>
        <translation>我的妆容</translation>
    </message>
    <message>
        <source>Saved: {name} in {folder}</source>
        <translation>已保存 {name} 到 {folder}</translation>
    </message>
    <message>
        <source>You wear no products.</source>
        <translation>您还没有上妆产品。</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Come a little closer.</source>
        <translation>请再靠近一点。</translation>
    </message>
    <message>
        <source>Come before the mirror.</source>
        <translation>请站到镜子前。</translation>
    </message>
    <message>
        <source>Come to the middle.</source>
        <translation>请站到画面中间。</translation>
    </message>
    <message>
        <source>Face the mirror to see all of it.</source>
        <translation>请正对镜子，妆容看得更完整。</translation>
    </message>
    <message>
        <source>It is dark here; more light shows truer colours.</source>
        <translation>光线偏暗，亮一些颜色更真实。</translation>
    </message>
    <message>
        <source>Step back a little.</source>
        <translation>请稍微后退一点。</translation>
    </message>
    <message>
        <source>The light on your face is very strong; softer is better.</source>
        <translation>脸上的光线太强，柔和一些效果更好。</translation>
    </message>
</context>
<context>
    <name>KeepFlow</name>
    <message>
        <source>After</source>
        <translation>妆后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>妆前</translation>
    </message>
    <message>
        <source>My look</source>
        <translation>我的妆容</translation>
    </message>
    <message>
        <source>No makeup</source>
        <translation>素颜</translation>
    </message>
    <message>
        <source>Saved: {name} in {folder}</source>
        <translation>已保存 {name} 到 {folder}</translation>
    </message>
    <message>
        <source>The last recording is still being saved.</source>
        <translation>上一段录像仍在保存中。</translation>
    </message>
    <message>
        <source>The recording failed.</source>
        <translation>录制失败。</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>还没有画面。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Total, with {count} more</source>
        <translation>合计（另含 {count} 件）</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 件</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>blush</source>
        <translation>腮红</translation>
    </message>
    <message>
        <source>bronzer</source>
        <translation>古铜粉</translation>
    </message>
    <message>
        <source>brows</source>
        <translation>眉毛</translation>
    </message>
    <message>
        <source>concealer</source>
        <translation>遮瑕</translation>
    </message>
    <message>
        <source>contact lenses</source>
        <translation>美瞳</translation>
    </message>
    <message>
        <source>contour</source>
        <translation>修容</translation>
    </message>
    <message>
        <source>eyeliner</source>
        <translation>眼线</translation>
    </message>
    <message>
        <source>eyeshadow</source>
        <translation>眼影</translation>
    </message>
    <message>
        <source>face paint</source>
        <translation>脸部彩绘</translation>
    </message>
    <message>
        <source>false lashes</source>
        <translation>假睫毛</translation>
    </message>
    <message>
        <source>foundation</source>
        <translation>粉底</translation>
    </message>
    <message>
        <source>freckles</source>
        <translation>雀斑</translation>
    </message>
    <message>
        <source>highlighter</source>
        <translation>高光</translation>
    </message>
    <message>
        <source>lip liner</source>
        <translation>唇线笔</translation>
    </message>
    <message>
        <source>lipstick</source>
        <translation>口红</translation>
    </message>
    <message>
        <source>mascara</source>
        <translation>睫毛膏</translation>
    </message>
    <message>
        <source>powder</source>
        <translation>定妆粉</translation>
    </message>
    <message>
        <source>skin smoothing</source>
        <translation>磨皮</translation>
    </message>
    <message>
        <source>sticker</source>
        <translation>贴饰</translation>
    </message>
    <message>
        <source>teeth whitening</source>
        <translation>美牙</translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>All mauve</source>
        <translation>藕紫同色</translation>
    </message>
    <message>
        <source>Bare glow</source>
        <translation>裸光水感</translation>
    </message>
    <message>
        <source>Berry matte</source>
        <translation>哑光浆果</translation>
    </message>
    <message>
        <source>Bride</source>
        <translation>新娘妆</translation>
    </message>
    <message>
        <source>Charcoal smoke</source>
        <translation>炭黑烟熏</translation>
    </message>
    <message>
        <source>Classic red</source>
        <translation>经典红唇</translation>
    </message>
    <message>
        <source>Clean girl</source>
        <translation>清透女孩</translation>
    </message>
    <message>
        <source>Copper light</source>
        <translation>铜金微光</translation>
    </message>
    <message>
        <source>Cut crease drama</source>
        <translation>截断式大眼妆</translation>
    </message>
    <message>
        <source>Douyin doll</source>
        <translation>抖音娃娃妆</translation>
    </message>
    <message>
        <source>Eighties drape</source>
        <translation>八零晕染腮红</translation>
    </message>
    <message>
        <source>Electric lagoon</source>
        <translation>电光湖蓝</translation>
    </message>
    <message>
        <source>Emerald jewel</source>
        <translation>祖母绿宝石</translation>
    </message>
    <message>
        <source>Freckles and sun</source>
        <translation>日晒雀斑</translation>
    </message>
    <message>
        <source>French stain</source>
        <translation>法式咬唇</translation>
    </message>
    <message>
        <source>Gothic rose</source>
        <translation>哥特玫瑰</translation>
    </message>
    <message>
        <source>Graphic liner</source>
        <translation>图形眼线</translation>
    </message>
    <message>
        <source>Groomed</source>
        <translation>清爽型男</translation>
    </message>
    <message>
        <source>Grunge</source>
        <translation>颓废摇滚</translation>
    </message>
    <message>
        <source>Hoarfrost</source>
        <translation>霜花</translation>
    </message>
    <message>
        <source>Holographic pop</source>
        <translation>镭射幻彩</translation>
    </message>
    <message>
        <source>Latte</source>
        <translation>拿铁妆</translation>
    </message>
    <message>
        <source>Midnight halo</source>
        <translation>午夜光环</translation>
    </message>
    <message>
        <source>Monolid gradient</source>
        <translation>单眼皮渐变</translation>
    </message>
    <message>
        <source>Nineties brown lip</source>
        <translation>九零棕唇</translation>
    </message>
    <message>
        <source>No-makeup makeup</source>
        <translation>伪素颜</translation>
    </message>
    <message>
        <source>Nude for deep skin</source>
        <translation>裸妆·深色肌</translation>
    </message>
    <message>
        <source>Nude for fair skin</source>
        <translation>裸妆·白皙肌</translation>
    </message>
    <message>
        <source>Nude for tan skin</source>
        <translation>裸妆·小麦肌</translation>
    </message>
    <message>
        <source>Old Hollywood</source>
        <translation>复古好莱坞</translation>
    </message>
    <message>
        <source>Peach gloss</source>
        <translation>蜜桃水光</translation>
    </message>
    <message>
        <source>Plum evening</source>
        <translation>梅子晚宴</translation>
    </message>
    <message>
        <source>Seventies disco</source>
        <translation>七零迪斯科</translation>
    </message>
    <message>
        <source>Sixties cat</source>
        <translation>六零猫眼</translation>
    </message>
    <message>
        <source>Smooth glass skin</source>
        <translation>水光玻璃肌</translation>
    </message>
    <message>
        <source>Soft lift</source>
        <translation>柔和提升</translation>
    </message>
    <message>
        <source>Soft rose</source>
        <translation>柔雾玫瑰</translation>
    </message>
    <message>
        <source>Strawberry</source>
        <translation>草莓妆</translation>
    </message>
    <message>
        <source>Sunset eyes</source>
        <translation>落日眼妆</translation>
    </message>
    <message>
        <source>Terracotta guest</source>
        <translation>陶土宾客</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>No makeup</source>
        <translation>素颜</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>已收藏</translation>
    </message>
</context>
<context>
    <name>LooksPage</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Search looks</source>
        <translation>搜索妆容</translation>
    </message>
</context>
<context>
    <name>LooksPanel</name>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>妆容</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>MirrorApp</name>
    <message>
        <source>Open a video or picture</source>
        <translation>打开视频或图片</translation>
    </message>
    <message>
        <source>The code {code} is in no catalogue of this mirror.</source>
        <translation>没有找到条码为 {code} 的产品。</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Full screen (F11)</source>
        <translation>全屏（F11）</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keys (?)</source>
        <translation>快捷键（?）</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>妆容</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>重做（Ctrl+Shift+Z）</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>浓度</translation>
    </message>
    <message>
        <source>Strength of everything</source>
        <translation>整体浓度</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Wearing</source>
        <translation>已上妆</translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>amount</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>angle deg</source>
        <translation>旋转角度</translation>
    </message>
    <message>
        <source>arch</source>
        <translation>眉峰</translation>
    </message>
    <message>
        <source>blend</source>
        <translation>混色方式</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>遮盖度</translation>
    </message>
    <message>
        <source>finish</source>
        <translation>质地</translation>
    </message>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>lift</source>
        <translation>眉尾上扬</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>下眼睑</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图案</translation>
    </message>
    <message>
        <source>placement</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>shade</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>shades</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>smudge</source>
        <translation>晕染</translation>
    </message>
    <message>
        <source>style</source>
        <translation>款式</translation>
    </message>
    <message>
        <source>template</source>
        <translation>画法</translation>
    </message>
    <message>
        <source>thickness</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>u</source>
        <translation>水平位置</translation>
    </message>
    <message>
        <source>v</source>
        <translation>垂直位置</translation>
    </message>
    <message>
        <source>wing</source>
        <translation>眼尾</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Pasted photo</source>
        <translation>粘贴的照片</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>PhotoCard</name>
    <message>
        <source>From a photo.</source>
        <translation>来自照片。</translation>
    </message>
    <message>
        <source>Name of the look</source>
        <translation>妆容名称</translation>
    </message>
    <message>
        <source>Outdated: open its photo again.</source>
        <translation>已过期，请重新打开原照片。</translation>
    </message>
</context>
<context>
    <name>PhotoFlow</name>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete “{title}”?</source>
        <translation>要删除“{title}”吗？</translation>
    </message>
    <message>
        <source>Its photo is not kept, so it could not be made again here.</source>
        <translation>原照片并未保留，删除后无法在这里恢复。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Open the photo of “{title}” again</source>
        <translation>重新打开“{title}”的照片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Reading “{title}”…</source>
        <translation>正在读取“{title}”…</translation>
    </message>
    <message>
        <source>“{title}” was read by another version of the transfer network; open its photo again to wear it.</source>
        <translation>“{title}”由其他版本的仿妆模型生成，请重新打开原照片再试妆。</translation>
    </message>
</context>
<context>
    <name>PhotoLooks</name>
    <message>
        <source>“{title}” is saved, and will be here next time.</source>
        <translation>“{title}”已保存，下次可直接使用。</translation>
    </message>
</context>
<context>
    <name>PhotoRow</name>
    <message>
        <source>Cheeks</source>
        <translation>脸颊</translation>
    </message>
    <message>
        <source>Complexion</source>
        <translation>肤色</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <source>Forehead, nose, chin and jaw.</source>
        <translation>额头、鼻子、下巴和下颌。</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>唇部</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Rename or delete</source>
        <translation>重命名或删除</translation>
    </message>
    <message>
        <source>Save this look</source>
        <translation>保存这个妆容</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>卸除</translation>
    </message>
    <message>
        <source>Take off the photo&apos;s look</source>
        <translation>卸除照片妆容</translation>
    </message>
    <message>
        <source>The skin of the photo, as a foundation.</source>
        <translation>用照片中的肤色作为底妆。</translation>
    </message>
</context>
<context>
    <name>PhotoTile</name>
    <message>
        <source>From a photo</source>
        <translation>照片仿妆</translation>
    </message>
    <message>
        <source>From a photo…</source>
        <translation>照片仿妆…</translation>
    </message>
    <message>
        <source>Opens a photo, and puts on the makeup in it.</source>
        <translation>打开一张照片，试上其中的妆。</translation>
    </message>
</context>
<context>
    <name>PieceRow</name>
    <message>
        <source>Change {name}</source>
        <translation>调整{name}</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>隐藏{name}</translation>
    </message>
    <message>
        <source>In the colour of your skin</source>
        <translation>贴合您的肤色</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>显示{name}</translation>
    </message>
    <message>
        <source>Strength of {name}</source>
        <translation>{name}浓度</translation>
    </message>
    <message>
        <source>Take off {name}</source>
        <translation>卸除{name}</translation>
    </message>
    <message>
        <source>{name} in the basket</source>
        <translation>将{name}放入购物篮</translation>
    </message>
</context>
<context>
    <name>PinGate</name>
    <message>
        <source>That is not the PIN.</source>
        <translation>PIN 码不正确。</translation>
    </message>
    <message>
        <source>Too many tries. Wait {seconds} s.</source>
        <translation>尝试次数过多，请等待 {seconds} 秒。</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Staff PIN</source>
        <translation>店员 PIN 码</translation>
    </message>
</context>
<context>
    <name>ProductsPage</name>
    <message>
        <source>Brows</source>
        <translation>眉妆</translation>
    </message>
    <message>
        <source>Cheeks</source>
        <translation>颊彩</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼妆</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>底妆</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>唇妆</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Nothing on the counter is called that.</source>
        <translation>没有找到相关产品。</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>搜索产品</translation>
    </message>
    <message>
        <source>Shades</source>
        <translation>色号</translation>
    </message>
    <message>
        <source>sold out</source>
        <translation>已售罄</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>Recorded</name>
    <message>
        <source>Saving… {percent}%</source>
        <translation>正在保存… {percent}%</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>A look that is given away wears no more than {number} pictures.</source>
        <translation>分享的妆容最多可带 {number} 张图片。</translation>
    </message>
    <message>
        <source>A passphrase has {number} characters at least; four words make a good one.</source>
        <translation>口令至少要有 {number} 个字符；用四个词组成就很好。</translation>
    </message>
    <message>
        <source>Most of the face is overexposed and has lost its colours; use a photo in softer light.</source>
        <translation>脸部大面积过曝，颜色已丢失；请使用光线柔和的照片。</translation>
    </message>
    <message>
        <source>No face was found in this photo; choose one in which a face looks towards the camera.</source>
        <translation>照片中没有找到人脸，请选择面部朝向镜头的照片。</translation>
    </message>
    <message>
        <source>No look of a photo can be worn. {sentence}</source>
        <translation>无法使用照片妆容。{sentence}</translation>
    </message>
    <message>
        <source>Nothing is fetched from the internet; save the picture first, or copy it and paste it here.</source>
        <translation>不会从网络下载图片；请先保存图片，或复制后粘贴到这里。</translation>
    </message>
    <message>
        <source>Nothing was recorded, as there was no picture; choose a source.</source>
        <translation>没有画面，未录制任何内容，请选择画面来源。</translation>
    </message>
    <message>
        <source>Part of the face is overexposed, so colours may be pale; a photo in softer light shows more.</source>
        <translation>脸部局部过曝，颜色可能偏淡；光线柔和的照片更准确。</translation>
    </message>
    <message>
        <source>Pictures cannot be handed off at {address}, port {port}: {reason}; choose another port, or 0 for any.</source>
        <translation>无法在 {address} 的端口 {port} 传送照片：{reason}；请换一个端口，或用 0 自动选择。</translation>
    </message>
    <message>
        <source>Pictures cannot be handed off: the hand-off is switched off.</source>
        <translation>无法传送照片：传送功能已关闭。</translation>
    </message>
    <message>
        <source>The catalogue {file} cannot be used: {advice}.</source>
        <translation>无法使用产品目录 {file}：{advice}。</translation>
    </message>
    <message>
        <source>The client book is locked; open it with its passphrase.</source>
        <translation>顾客册已锁定，请用口令打开。</translation>
    </message>
    <message>
        <source>The client book {file} cannot be made: {reason}.</source>
        <translation>无法建立顾客册 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The client book {file} cannot be opened: this account may not write there.</source>
        <translation>无法打开顾客册 {file}：此账户无权在该处写入。</translation>
    </message>
    <message>
        <source>The client book {file} cannot be read or written: its disk does not answer.</source>
        <translation>无法读写顾客册 {file}：磁盘没有响应。</translation>
    </message>
    <message>
        <source>The client book {file} cannot be written: the disk is full; free some space.</source>
        <translation>无法写入顾客册 {file}：磁盘已满，请腾出空间。</translation>
    </message>
    <message>
        <source>The client book {file} is damaged; nothing of it was read. Bring back a copy of it.</source>
        <translation>顾客册 {file} 已损坏，没有读取其中任何内容。请恢复一份备份。</translation>
    </message>
    <message>
        <source>The client book {file} is from a newer version of the mirror; update the mirror to open it.</source>
        <translation>顾客册 {file} 来自更新版本的魔镜，请更新魔镜后再打开。</translation>
    </message>
    <message>
        <source>The client book {file} is open in another window; close it there first.</source>
        <translation>顾客册 {file} 已在另一个窗口中打开，请先在那里关闭。</translation>
    </message>
    <message>
        <source>The edge of the photo cuts the face; what lies beyond wears no makeup.</source>
        <translation>照片边缘截断了脸部，画面外的部分不会上妆。</translation>
    </message>
    <message>
        <source>The eyes seem to be behind dark glasses; set Eyes to 0 to wear the rest, or use a photo without them.</source>
        <translation>眼睛似乎被墨镜遮住；可将“眼部”调为 0 只试其余妆容，或换一张没戴墨镜的照片。</translation>
    </message>
    <message>
        <source>The face is only {height} pixels high, and it takes {least}; use a larger photo, or one taken from nearer.</source>
        <translation>人脸仅 {height} 像素高，至少需要 {least} 像素；请使用更大或更近的照片。</translation>
    </message>
    <message>
        <source>The face is only {height} pixels high; from {enough} on, lips and eyes come out right.</source>
        <translation>人脸仅 {height} 像素高；达到 {enough} 像素，唇妆和眼妆才准确。</translation>
    </message>
    <message>
        <source>The face is too blurred for its makeup to be told; use a sharper photo.</source>
        <translation>脸部太模糊，无法辨认妆容；请使用更清晰的照片。</translation>
    </message>
    <message>
        <source>The face is too dark for its colours to be told; use a photo taken in better light.</source>
        <translation>脸部太暗，无法辨认颜色；请使用光线更好的照片。</translation>
    </message>
    <message>
        <source>The face is turned to the side, so the makeup of the far half is a guess; a photo from the front shows all of it.</source>
        <translation>脸部偏向一侧，远侧的妆容只能推测；正面照片更完整。</translation>
    </message>
    <message>
        <source>The face is turned too far to the side; use a photo that shows both eyes.</source>
        <translation>侧脸角度过大，请使用能看到双眼的照片。</translation>
    </message>
    <message>
        <source>The face is very dark, so colours may be off; a brighter photo shows more.</source>
        <translation>脸部很暗，颜色可能有偏差；亮一些的照片更准确。</translation>
    </message>
    <message>
        <source>The face of “{title}” lies outside of the photo; use another photo.</source>
        <translation>“{title}”的人脸在照片之外，请使用其他照片。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be read: {reason}.</source>
        <translation>无法读取文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The folder {folder} for saved looks cannot be made: {reason}.</source>
        <translation>无法创建妆容文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The folder {folder} for the catalogue cannot be made: {reason}.</source>
        <translation>无法创建产品目录的文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The graphics card has failed; the mirror goes on without it, and may be slower.</source>
        <translation>显卡出错，已改用其他方式继续运行，速度可能变慢。</translation>
    </message>
    <message>
        <source>The look file {file} cannot be read: {reason}.</source>
        <translation>无法读取妆容文件 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The look file {file} cannot be worn: {reason} at {place}; correct that line.</source>
        <translation>妆容文件 {file} 无法使用：{place} 处 {reason}；请修改该行。</translation>
    </message>
    <message>
        <source>The look file {file} is not a text file in UTF-8.</source>
        <translation>妆容文件 {file} 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The look file {file} is not valid TOML: {reason}.</source>
        <translation>妆容文件 {file} 不是有效的 TOML：{reason}。</translation>
    </message>
    <message>
        <source>The look file {file} is of format {format}, and this mirror reads up to {newest}; install a newer mirror.</source>
        <translation>妆容文件 {file} 的格式版本为 {format}，当前最高支持 {newest}；请安装新版程序。</translation>
    </message>
    <message>
        <source>The look {file} is damaged ({reason}); ask for it again.</source>
        <translation>妆容 {file} 已损坏（{reason}），请对方再发一次。</translation>
    </message>
    <message>
        <source>The look “{title}” was read from its photo by another version of the mirror; open the photo again.</source>
        <translation>妆容“{title}”由其他版本的程序生成，请重新打开原照片。</translation>
    </message>
    <message>
        <source>The makeup could not follow for a moment.</source>
        <translation>妆容暂时没有跟上。</translation>
    </message>
    <message>
        <source>The makeup failed again and again and was switched off: start the mirror anew, and run “mirror doctor” if that does not help.</source>
        <translation>妆容多次出错，已关闭：请重新启动程序；若仍无效，请运行“mirror doctor”。</translation>
    </message>
    <message>
        <source>The makeup is being restarted; this is the plain camera picture.</source>
        <translation>妆容正在重新启动，当前为原始画面。</translation>
    </message>
    <message>
        <source>The manifest of the model {name} describes another network than this version of the mirror runs; install the mirror again.</source>
        <translation>模型 {name} 的清单所描述的网络与当前版本不符，请重新安装。</translation>
    </message>
    <message>
        <source>The manifest of the model {name} describes another {part} than this version of the mirror runs; install the mirror again.</source>
        <translation>模型 {name} 的清单所描述的 {part} 与当前版本不符，请重新安装。</translation>
    </message>
    <message>
        <source>The manifest of the model {name} does not say how its picture is cut; install the mirror again.</source>
        <translation>模型 {name} 的清单没有说明图像裁剪方式，请重新安装。</translation>
    </message>
    <message>
        <source>The model file {file} cannot be loaded ({reason}); install the mirror again.</source>
        <translation>无法加载模型文件 {file}（{reason}），请重新安装。</translation>
    </message>
    <message>
        <source>The model file {file} cannot be read ({reason}); install the mirror again.</source>
        <translation>无法读取模型文件 {file}（{reason}），请重新安装。</translation>
    </message>
    <message>
        <source>The model file {file} is damaged or was altered (its SHA-256 is not the manifest&apos;s); install the mirror again.</source>
        <translation>模型文件 {file} 已损坏或被改动（SHA-256 与清单不符），请重新安装。</translation>
    </message>
    <message>
        <source>The model file {file} is missing; install the mirror again.</source>
        <translation>缺少模型文件 {file}，请重新安装。</translation>
    </message>
    <message>
        <source>The model file {model}/{file} has no tensor {name} of shape {shape} and type {type} as its manifest says; install the mirror again.</source>
        <translation>模型文件 {model}/{file} 缺少清单所列的张量 {name}（形状 {shape}，类型 {type}），请重新安装。</translation>
    </message>
    <message>
        <source>The model file {model}/{file} has tensors that its manifest does not name: {names}; install the mirror again.</source>
        <translation>模型文件 {model}/{file} 含有清单之外的张量：{names}；请重新安装。</translation>
    </message>
    <message>
        <source>The model manifest {file} cannot be read ({reason}); install the mirror again.</source>
        <translation>无法读取模型清单 {file}（{reason}），请重新安装。</translation>
    </message>
    <message>
        <source>The model manifest {file} describes {other}, not {name}; install the mirror again.</source>
        <translation>模型清单 {file} 描述的是 {other}，而非 {name}；请重新安装。</translation>
    </message>
    <message>
        <source>The model manifest {file} is not valid: {reason}; install the mirror again.</source>
        <translation>模型清单 {file} 无效：{reason}；请重新安装。</translation>
    </message>
    <message>
        <source>The model {name} has no file that this machine can run; install the mirror again.</source>
        <translation>模型 {name} 没有本机可运行的文件，请重新安装。</translation>
    </message>
    <message>
        <source>The model {name} has no {part}; install the mirror again.</source>
        <translation>模型 {name} 缺少 {part}，请重新安装。</translation>
    </message>
    <message>
        <source>The model {name} is not installed: {file} is missing; install the mirror again.</source>
        <translation>模型 {name} 未安装：缺少 {file}；请重新安装。</translation>
    </message>
    <message>
        <source>The mouth seems to be covered; set Lips to 0 to wear the rest, or use a photo that shows it.</source>
        <translation>嘴唇似乎被遮住；可将“唇部”调为 0 只试其余妆容，或换一张露出嘴唇的照片。</translation>
    </message>
    <message>
        <source>The photo is blurred, so edges come out soft; a sharper one shows more.</source>
        <translation>照片有些模糊，妆容边缘会偏柔；清晰的照片更准确。</translation>
    </message>
    <message>
        <source>The picture changed from {size} to {other_size}; the recording ends there.</source>
        <translation>画面尺寸由 {size} 变为 {other_size}，录制到此结束。</translation>
    </message>
    <message>
        <source>The picture from {source} broke off: {reason}.</source>
        <translation>{source}的画面中断：{reason}。</translation>
    </message>
    <message>
        <source>The picture is no JPEG picture, or a damaged one.</source>
        <translation>这不是 JPEG 照片，或者照片已损坏。</translation>
    </message>
    <message>
        <source>The picture is too large for the client book; 30 MB is the most.</source>
        <translation>照片太大，无法存入顾客册；最大 30 MB。</translation>
    </message>
    <message>
        <source>The picture is too large for the client book; scale it down.</source>
        <translation>照片太大，无法存入顾客册；请缩小后再试。</translation>
    </message>
    <message>
        <source>The picture is too large; scale it down to {number} megapixels.</source>
        <translation>图片太大，请缩小到 {number} 百万像素以内。</translation>
    </message>
    <message>
        <source>The picture is too small to be recorded; choose a larger one.</source>
        <translation>画面太小，无法录制，请选择更大的画面。</translation>
    </message>
    <message>
        <source>The picture {file} is damaged or of a rare kind; copy it again from where it came from, or convert it to JPEG or PNG.</source>
        <translation>图片 {file} 已损坏或格式少见；请从来源重新复制，或转换为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>The picture {file} is {size}; scale it down to {number} megapixels.</source>
        <translation>图片 {file} {size}，请缩小到 {number} 百万像素以内。</translation>
    </message>
    <message>
        <source>The picture {file} may not be read; change its permissions or copy it.</source>
        <translation>无权读取图片 {file}，请修改权限或复制一份。</translation>
    </message>
    <message>
        <source>The picture {file}, which a look wears, cannot be read ({reason}).</source>
        <translation>无法读取妆容所用的图片 {file}（{reason}）。</translation>
    </message>
    <message>
        <source>The pictures of the look are too large to be given away; make them smaller.</source>
        <translation>妆容的图片太大，无法分享，请缩小图片。</translation>
    </message>
    <message>
        <source>The pictures of the look cannot be kept in {folder}: {reason}.</source>
        <translation>无法将妆容的图片保存到 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The saved look {file} cannot be deleted: {reason}.</source>
        <translation>无法删除已保存的妆容 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The saved look {file} cannot be read: {reason}.</source>
        <translation>无法读取已保存的妆容 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The saved look {file} is damaged ({reason}); delete it, and open its photo again.</source>
        <translation>已保存的妆容 {file} 已损坏（{reason}），请删除后重新打开原照片。</translation>
    </message>
    <message>
        <source>The saved look {file} is from a newer version of the mirror; update the mirror to wear it.</source>
        <translation>妆容 {file} 由更新版本的程序保存，请更新后使用。</translation>
    </message>
    <message>
        <source>The saved look {file} is of products, not of a photo.</source>
        <translation>已保存的妆容 {file} 由产品组成，并非取自照片。</translation>
    </message>
    <message>
        <source>The settings {file} are broken ({fault}) and cannot be renamed: {reason}; move the file away.</source>
        <translation>设置 {file} 已损坏（{fault}），且无法重命名：{reason}；请移走该文件。</translation>
    </message>
    <message>
        <source>The settings {file} cannot be read: {reason}.</source>
        <translation>无法读取设置 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The settings {file} cannot be written: {reason}; free some space, or let this account write there.</source>
        <translation>无法写入设置 {file}：{reason}；请清理空间，或授予当前账户写入权限。</translation>
    </message>
    <message>
        <source>The settings {file} were broken ({fault}); they lie in {aside} now, and the defaults hold.</source>
        <translation>设置 {file} 已损坏（{fault}），已另存为 {aside}，现使用默认设置。</translation>
    </message>
    <message>
        <source>The sound of {file} is of a kind that is not known here; convert it to AAC.</source>
        <translation>无法识别 {file} 的音频格式，请转换为 AAC。</translation>
    </message>
    <message>
        <source>The video {file} cannot be decoded here; convert it to H.264 in MP4.</source>
        <translation>无法解码视频 {file}，请转换为 H.264 编码的 MP4。</translation>
    </message>
    <message>
        <source>The video {file} changes its size from {width}x{height} to {other_width}x{other_height} on the way; convert it to one size.</source>
        <translation>视频 {file} 的尺寸中途由 {width}x{height} 变为 {other_width}x{other_height}，请转换为统一尺寸。</translation>
    </message>
    <message>
        <source>The video {file} holds no picture that can be read; choose another one.</source>
        <translation>视频 {file} 中没有可读取的画面，请选择其他视频。</translation>
    </message>
    <message>
        <source>The video {file} is cut off: only {seconds} of its {all_seconds} s can be read; {advice}.</source>
        <translation>视频 {file} 不完整：共 {all_seconds} 秒，仅能读取 {seconds} 秒；{advice}。</translation>
    </message>
    <message>
        <source>The video {file} is damaged, and {number} of its pictures are left out; {advice}.</source>
        <translation>视频 {file} 已损坏，有 {number} 帧被跳过；{advice}。</translation>
    </message>
    <message>
        <source>The video {file} is {width}x{height}, and more than 4K is too large; scale it down to 3840x2160 or less.</source>
        <translation>视频 {file} 为 {width}x{height}，超过 4K；请缩小到 3840x2160 以内。</translation>
    </message>
    <message>
        <source>The video {file} may not be read; change its permissions or copy it.</source>
        <translation>无权读取视频 {file}，请修改权限或复制一份。</translation>
    </message>
    <message>
        <source>The virtual camera cannot be used: {reason}; close what writes to it, or add your account to the group video.</source>
        <translation>无法使用虚拟摄像头：{reason}；请关闭正在使用它的程序，或将您的账户加入 video 用户组。</translation>
    </message>
    <message>
        <source>The virtual camera has stopped: {reason}; start it again.</source>
        <translation>虚拟摄像头已停止：{reason}；请重新启动。</translation>
    </message>
    <message>
        <source>There is a file {file} already; open it, or choose another.</source>
        <translation>文件 {file} 已存在，请打开它或另选一个。</translation>
    </message>
    <message>
        <source>There is no camera {number}; {advice}.</source>
        <translation>没有摄像头 {number}，{advice}。</translation>
    </message>
    <message>
        <source>There is no camera; plug one in.</source>
        <translation>没有摄像头，请接入一个。</translation>
    </message>
    <message>
        <source>There is no catalogue at {file}; make one with `mirror catalogue import FILE`, or one to try with `mirror catalogue import --demo`.</source>
        <translation>{file} 处没有产品目录；请用 `mirror catalogue import FILE` 创建，或用 `mirror catalogue import --demo` 创建试用目录。</translation>
    </message>
    <message>
        <source>There is no client book {file}; choose another, or begin a new one.</source>
        <translation>没有顾客册 {file}，请另选一个或新建一册。</translation>
    </message>
    <message>
        <source>There is no file and no camera “{source}”; cameras here: {cameras}; built in: {demos}.</source>
        <translation>没有名为“{source}”的文件或摄像头；可用摄像头：{cameras}；内置演示：{demos}。</translation>
    </message>
    <message>
        <source>There is no folder {folder}; choose another one to save in.</source>
        <translation>没有文件夹 {folder}，请选择其他保存位置。</translation>
    </message>
    <message>
        <source>There is no folder {folder}; create it first.</source>
        <translation>没有文件夹 {folder}，请先创建。</translation>
    </message>
    <message>
        <source>There is no look named “{name}”; the shipped ones are: {names}.</source>
        <translation>没有名为“{name}”的妆容；自带妆容有：{names}。</translation>
    </message>
    <message>
        <source>There is no picture in {folder}; choose another folder.</source>
        <translation>{folder} 中没有图片，请选择其他文件夹。</translation>
    </message>
    <message>
        <source>There is no picture to paste; copy one first.</source>
        <translation>剪贴板中没有图片，请先复制一张。</translation>
    </message>
    <message>
        <source>There is no picture {file}; check the path.</source>
        <translation>找不到图片 {file}，请检查路径。</translation>
    </message>
    <message>
        <source>There is no saved look “{name}”; `mirror looks` lists them.</source>
        <translation>没有已保存的妆容“{name}”；可用 `mirror looks` 查看列表。</translation>
    </message>
    <message>
        <source>There is no video {file}; check the path.</source>
        <translation>找不到视频 {file}，请检查路径。</translation>
    </message>
    <message>
        <source>There is no virtual camera; install OBS Studio and start its virtual camera once, then run: {command}</source>
        <translation>没有虚拟摄像头；请安装 OBS Studio 并启动一次其虚拟摄像头，然后运行：{command}</translation>
    </message>
    <message>
        <source>There is no virtual camera; install OBS Studio, then run: {command}</source>
        <translation>没有虚拟摄像头；请安装 OBS Studio，然后运行：{command}</translation>
    </message>
    <message>
        <source>There is no virtual camera; install v4l2loopback (v4l2loopback-dkms in Debian and Ubuntu) and run: {command}</source>
        <translation>没有虚拟摄像头；请安装 v4l2loopback（Debian 和 Ubuntu 中为 v4l2loopback-dkms），然后运行：{command}</translation>
    </message>
    <message>
        <source>This cannot be kept in the client book: {reason}.</source>
        <translation>此内容无法存入顾客册：{reason}。</translation>
    </message>
    <message>
        <source>This client is not in the book any more.</source>
        <translation>该顾客已不在顾客册中。</translation>
    </message>
    <message>
        <source>This is not the passphrase of the client book; type it again.</source>
        <translation>这不是该顾客册的口令，请重新输入。</translation>
    </message>
    <message>
        <source>This looks like a drawing, so its colours are a guess; a photo shows more.</source>
        <translation>这似乎是一幅画，颜色只能推测；照片更准确。</translation>
    </message>
    <message>
        <source>This machine is in no local network; connect it to the one that the visitors&apos; phones are in, or leave the hand-off switched off.</source>
        <translation>本机未接入局域网；请连接到顾客手机所在的网络，或关闭传送功能。</translation>
    </message>
    <message>
        <source>This mirror wears no looks of photos.</source>
        <translation>当前不支持照片仿妆。</translation>
    </message>
    <message>
        <source>This photo could not be read; try another one.</source>
        <translation>无法读取这张照片，请换一张试试。</translation>
    </message>
    <message>
        <source>This photo has no colours of its own, only light and dark; use a colour photo.</source>
        <translation>这是黑白照片，请使用彩色照片。</translation>
    </message>
    <message>
        <source>This session is another client&apos;s; begin a new one.</source>
        <translation>这次记录属于另一位顾客，请新建一次。</translation>
    </message>
    <message>
        <source>Too much of the face lies outside the photo; use one that shows it whole.</source>
        <translation>脸部超出照片太多，请使用露出全脸的照片。</translation>
    </message>
    <message>
        <source>Without the client&apos;s consent there is no page about them.</source>
        <translation>未经顾客同意，不能为其建立档案。</translation>
    </message>
    <message>
        <source>Without the client&apos;s consent to pictures none are kept.</source>
        <translation>未经顾客同意保存照片，不会保存任何照片。</translation>
    </message>
    <message>
        <source>another import is running; try again when it is done</source>
        <translation>正在进行另一次导入，请稍后再试</translation>
    </message>
    <message>
        <source>built-in demo</source>
        <translation>内置演示</translation>
    </message>
    <message>
        <source>built-in demo 2</source>
        <translation>内置演示 2</translation>
    </message>
    <message>
        <source>camera {number}</source>
        <translation>摄像头 {number}</translation>
    </message>
    <message>
        <source>choose one of: {cameras}</source>
        <translation>请从中选择：{cameras}</translation>
    </message>
    <message>
        <source>copy it again from where it came from</source>
        <translation>请从来源重新复制</translation>
    </message>
    <message>
        <source>far too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>（内存）</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>设备已消失</translation>
    </message>
    <message>
        <source>it is no catalogue, or a damaged one; move it away and import again</source>
        <translation>文件不是产品目录或已损坏，请移走后重新导入</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>plug one in, or use --source demo</source>
        <translation>请接入摄像头，或使用 --source demo</translation>
    </message>
    <message>
        <source>the disk is full; free some space</source>
        <translation>磁盘已满，请清理空间</translation>
    </message>
    <message>
        <source>the source</source>
        <translation>画面来源</translation>
    </message>
    <message>
        <source>the top level</source>
        <translation>顶层</translation>
    </message>
    <message>
        <source>this account may not write there; choose another file with --catalogue</source>
        <translation>当前账户没有写入权限，请用 --catalogue 选择其他文件</translation>
    </message>
    <message>
        <source>{camera} cannot be opened; another program may be using it: close that, or choose another source.</source>
        <translation>无法打开{camera}，可能正被其他程序占用；请关闭该程序，或选择其他画面来源。</translation>
    </message>
    <message>
        <source>{camera} cannot be opened; plug it in, and allow it in System Settings, Privacy &amp; Security, Camera.</source>
        <translation>无法打开{camera}，请接好摄像头，并在“系统设置”的“隐私与安全性”-“摄像头”中允许使用。</translation>
    </message>
    <message>
        <source>{camera} delivers a black picture; open its cover, turn on a light, or close any other program that uses it.</source>
        <translation>{camera}画面全黑，请打开镜头盖、开灯，或关闭正在使用它的其他程序。</translation>
    </message>
    <message>
        <source>{camera} delivers a still picture; if it should not, replug it.</source>
        <translation>{camera}画面静止；若不正常，请重新插拔。</translation>
    </message>
    <message>
        <source>{camera} delivers no colour picture; choose another camera.</source>
        <translation>{camera}没有彩色画面，请选择其他摄像头。</translation>
    </message>
    <message>
        <source>{camera} delivers no picture; it is being opened again.</source>
        <translation>{camera}没有画面，正在重新打开。</translation>
    </message>
    <message>
        <source>{camera} delivers the same picture again and again; it is being opened again.</source>
        <translation>{camera}画面一直静止，正在重新打开。</translation>
    </message>
    <message>
        <source>{camera} delivers {width}x{height} instead of {wanted_width}x{wanted_height}.</source>
        <translation>{camera}的画面为 {width}x{height}，而非 {wanted_width}x{wanted_height}。</translation>
    </message>
    <message>
        <source>{camera} may not be used by this account; add it to the group “video” and log in again.</source>
        <translation>当前账户无权使用{camera}，请将其加入“video”用户组后重新登录。</translation>
    </message>
    <message>
        <source>{camera} opens but delivers no picture; plug it in again, or close any other program that uses it.</source>
        <translation>{camera}已打开但没有画面，请重新插拔，或关闭正在使用它的其他程序。</translation>
    </message>
    <message>
        <source>{camera} was lost and has not come back; plug it in again, or choose another source.</source>
        <translation>{camera}已断开且未恢复，请重新插上，或选择其他画面来源。</translation>
    </message>
    <message>
        <source>{file} cannot be written as a picture; end its name in one of {endings}.</source>
        <translation>无法将 {file} 保存为图片，文件名请以 {endings} 之一结尾。</translation>
    </message>
    <message>
        <source>{file} cannot be written as a video; end its name in {endings}.</source>
        <translation>无法将 {file} 保存为视频，文件名请以 {endings} 结尾。</translation>
    </message>
    <message>
        <source>{file} cannot be written: files may not grow that large here; choose another folder.</source>
        <translation>无法写入 {file}：此处不支持这么大的文件，请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{file} cannot be written: the disk is full; free some space.</source>
        <translation>无法写入 {file}：磁盘已满，请清理空间。</translation>
    </message>
    <message>
        <source>{file} cannot be written: this account may not write there; choose another folder.</source>
        <translation>无法写入 {file}：当前账户没有写入权限，请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}; choose another place.</source>
        <translation>无法写入 {file}：{reason}；请选择其他位置。</translation>
    </message>
    <message>
        <source>{file} has no moving picture in it; choose another video.</source>
        <translation>{file} 中没有视频画面，请选择其他视频。</translation>
    </message>
    <message>
        <source>{file} is a file, not a folder; choose a folder to save in.</source>
        <translation>{file} 是文件而非文件夹，请选择用于保存的文件夹。</translation>
    </message>
    <message>
        <source>{file} is a folder, not a picture; name a file in it.</source>
        <translation>{file} 是文件夹而非图片，请选择其中的文件。</translation>
    </message>
    <message>
        <source>{file} is a folder, not a video; name a file in it.</source>
        <translation>{file} 是文件夹而非视频，请选择其中的文件。</translation>
    </message>
    <message>
        <source>{file} is a folder; name a file in it.</source>
        <translation>{file} 是文件夹，请指定其中的文件。</translation>
    </message>
    <message>
        <source>{file} is an HDR video; its colours are shown paler than they are.</source>
        <translation>{file} 是 HDR 视频，显示的颜色会偏淡。</translation>
    </message>
    <message>
        <source>{file} is an HEIC picture, as phones take them, which cannot be read here; export it as JPEG.</source>
        <translation>{file} 是手机拍摄的 HEIC 图片，暂不支持，请导出为 JPEG。</translation>
    </message>
    <message>
        <source>{file} is no client book; choose another file.</source>
        <translation>{file} 不是顾客册，请另选文件。</translation>
    </message>
    <message>
        <source>{file} is no photo; use a picture file, such as a JPEG.</source>
        <translation>{file} 不是照片，请使用 JPEG 等图片文件。</translation>
    </message>
    <message>
        <source>{file} is no picture that can be read; convert it to JPEG or PNG.</source>
        <translation>{file} 不是可读取的图片，请转换为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{file} is no video, or its beginning or end is missing; choose another file, or copy it again from where it came from.</source>
        <translation>{file} 不是视频，或开头、结尾缺失；请选择其他文件，或从来源重新复制。</translation>
    </message>
    <message>
        <source>{file} is the database of another program; choose another file.</source>
        <translation>{file} 是其他程序的数据库，请选择其他文件。</translation>
    </message>
    <message>
        <source>{file} is too large to be a saved look; delete it.</source>
        <translation>{file} 过大，不是有效的妆容文件，请删除。</translation>
    </message>
    <message>
        <source>{file} was written by a newer Mirror; update this one.</source>
        <translation>{file} 由更新版本的 Mirror 写入，请更新本程序。</translation>
    </message>
    <message>
        <source>{folder} has no picture.</source>
        <translation>{folder} 中没有图片。</translation>
    </message>
    <message>
        <source>{reason}; choose another file with --catalogue</source>
        <translation>{reason}；请用 --catalogue 选择其他文件</translation>
    </message>
    <message>
        <source>{sentence} This is the {source}.</source>
        <translation>{sentence}当前显示{source}。</translation>
    </message>
    <message>
        <source>{sentence} Trying again.</source>
        <translation>{sentence}正在重试。</translation>
    </message>
    <message>
        <source>{width}x{height}, and that is too large</source>
        <translation>尺寸为 {width}x{height}，过大</translation>
    </message>
    <message>
        <source>“{title}” needs the transfer network, which is not installed; install the mirror again.</source>
        <translation>“{title}”需要仿妆模型，但尚未安装；请重新安装。</translation>
    </message>
    <message>
        <source>“{title}” was read by another version of the transfer network; open its photo again to wear it.</source>
        <translation>“{title}”由其他版本的仿妆模型生成，请重新打开原照片再试妆。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Camera or clip</source>
        <translation>摄像头或视频</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Frame rate and times</source>
        <translation>帧率与耗时</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Mirrored picture</source>
        <translation>镜像画面</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
</context>
<context>
    <name>ShadesField</name>
    <message>
        <source>In the colour of your skin</source>
        <translation>贴合您的肤色</translation>
    </message>
    <message>
        <source>One more shade</source>
        <translation>添加颜色</translation>
    </message>
    <message>
        <source>Shade {number}</source>
        <translation>颜色 {number}</translation>
    </message>
    <message>
        <source>Without this shade</source>
        <translation>删除这个颜色</translation>
    </message>
</context>
<context>
    <name>ShopCounter</name>
    <message>
        <source>The code {code} is in no catalogue of this mirror.</source>
        <translation>没有找到条码为 {code} 的产品。</translation>
    </message>
</context>
<context>
    <name>Shortcut</name>
    <message>
        <source>Back, or out of full screen</source>
        <translation>返回或退出全屏</translation>
    </message>
    <message>
        <source>Before and after side by side</source>
        <translation>妆前妆后并排对比</translation>
    </message>
    <message>
        <source>Before and after with a line to drag</source>
        <translation>妆前妆后分屏对比，可拖动分界线</translation>
    </message>
    <message>
        <source>Compare, for as long as it is held</source>
        <translation>按住对比素颜</translation>
    </message>
    <message>
        <source>Four looks at once</source>
        <translation>同时看四款妆容</translation>
    </message>
    <message>
        <source>Frame rate and times</source>
        <translation>帧率与耗时</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Hold the picture still</source>
        <translation>定格画面</translation>
    </message>
    <message>
        <source>Look nearer: lips, eyes, everything</source>
        <translation>放大查看：唇部、眼部、全部</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>妆容</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Record a video, or end it</source>
        <translation>开始或结束录像</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Take a picture</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Wear the makeup of a photo</source>
        <translation>试上照片中的妆</translation>
    </message>
    <message>
        <source>Wear the makeup of the photo in the clipboard</source>
        <translation>试上剪贴板照片中的妆</translation>
    </message>
    <message>
        <source>What you wear</source>
        <translation>已上妆</translation>
    </message>
</context>
<context>
    <name>SourceChoice</name>
    <message>
        <source>Camera or clip</source>
        <translation>摄像头或视频</translation>
    </message>
    <message>
        <source>Choose a source</source>
        <translation>选择画面来源</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
</context>
<context>
    <name>StaffFact</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>出错次数</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Hand-off</source>
        <translation>照片传到手机</translation>
    </message>
    <message>
        <source>Last wipe</source>
        <translation>上次清除</translation>
    </message>
    <message>
        <source>Makeup</source>
        <translation>妆容引擎</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>重启次数</translation>
    </message>
    <message>
        <source>building</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>已清空</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>重启中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
</context>
<context>
    <name>StaffScreen</name>
    <message>
        <source>Back to the visitors</source>
        <translation>返回顾客界面</translation>
    </message>
    <message>
        <source>End the kiosk</source>
        <translation>退出魔镜</translation>
    </message>
    <message>
        <source>Read the catalogue again</source>
        <translation>重新读取产品目录</translation>
    </message>
    <message>
        <source>Restart the mirror</source>
        <translation>重启魔镜</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>{what}: {how}</source>
        <translation>{what}：{how}</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>composite</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>covers</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>detect</source>
        <translation>人脸检测</translation>
    </message>
    <message>
        <source>generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>landmarks</source>
        <translation>关键点</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>paint</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>raster</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>shade</source>
        <translation>光照</translation>
    </message>
    <message>
        <source>show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>叠加</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>A block with a sharp edge that points to the temple; tape helps.</source>
        <translation>画一块边缘清晰、指向太阳穴的色块；可借助胶带。</translation>
    </message>
    <message>
        <source>A touch on the cupid&apos;s bow.</source>
        <translation>在唇峰上轻点一下。</translation>
    </message>
    <message>
        <source>Across the cheeks and the bridge of the nose.</source>
        <translation>横扫脸颊和鼻梁。</translation>
    </message>
    <message>
        <source>Along the crease, clear of the lashes.</source>
        <translation>沿眼窝描画，不碰睫毛。</translation>
    </message>
    <message>
        <source>Along the hairline, blended into it.</source>
        <translation>沿发际线扫开，与之融合。</translation>
    </message>
    <message>
        <source>Along the jaw, blended down the neck.</source>
        <translation>沿下颌线扫开，向颈部过渡。</translation>
    </message>
    <message>
        <source>Along the upper lashes into a wing, and to a point at the inner corner.</source>
        <translation>沿上睫毛根部画出眼尾，内眼角处收尖。</translation>
    </message>
    <message>
        <source>Along the upper lashes, and again along the crease.</source>
        <translation>沿上睫毛根部画一道，再沿眼窝画一道。</translation>
    </message>
    <message>
        <source>Along the upper lashes, and out past the corner into a wing.</source>
        <translation>沿上睫毛根部描画，越过眼角拉出眼尾。</translation>
    </message>
    <message>
        <source>Along the upper lashes, thicker outwards.</source>
        <translation>沿上睫毛根部描画，向外渐粗。</translation>
    </message>
    <message>
        <source>Below the arch of the brows.</source>
        <translation>扫在眉峰下方。</translation>
    </message>
    <message>
        <source>Below the cheekbones, along jaw, nose and hairline.</source>
        <translation>扫在颧骨下方，以及下颌、鼻侧和发际线。</translation>
    </message>
    <message>
        <source>Below the cheekbones, blended upwards.</source>
        <translation>扫在颧骨下方，向上晕开。</translation>
    </message>
    <message>
        <source>Below the eyes and up towards the temples; pat it in.</source>
        <translation>从眼下向太阳穴方向提拉，轻轻拍开。</translation>
    </message>
    <message>
        <source>Below the eyes, and on the middle of forehead, nose and chin; pat it in.</source>
        <translation>点在眼下以及额头、鼻梁和下巴的中央，轻轻拍开。</translation>
    </message>
    <message>
        <source>Below the eyes, in a triangle; pat it in.</source>
        <translation>在眼下画成三角形，轻轻拍开。</translation>
    </message>
    <message>
        <source>Between the roots of the lashes, no wider.</source>
        <translation>只填满睫毛根部之间的空隙。</translation>
    </message>
    <message>
        <source>Blend it into the crease, to and fro.</source>
        <translation>在眼窝处来回晕染。</translation>
    </message>
    <message>
        <source>Curl the lashes first; then from the roots to the tips.</source>
        <translation>先夹翘睫毛，再从根部刷到梢部。</translation>
    </message>
    <message>
        <source>Cut to the eye&apos;s width, glue, wait half a minute, and set it on the lash line.</source>
        <translation>按眼宽修剪，涂胶后等半分钟，贴在睫毛根部。</translation>
    </message>
    <message>
        <source>Dab it on, and press the lips together.</source>
        <translation>轻点于唇上，抿匀双唇。</translation>
    </message>
    <message>
        <source>Dab it onto the inner corner.</source>
        <translation>轻点在内眼角。</translation>
    </message>
    <message>
        <source>Dark on both ends of the lid, light on its middle; blend where they meet.</source>
        <translation>眼皮两端用深色，中央用浅色，交界处晕开。</translation>
    </message>
    <message>
        <source>Dot them unevenly, and press a finger on each.</source>
        <translation>不规则地点上，再用手指逐个按压。</translation>
    </message>
    <message>
        <source>Down the bridge of the nose, thinly.</source>
        <translation>沿鼻梁薄薄扫下。</translation>
    </message>
    <message>
        <source>Draw along the lip line, and blend it in over half of the lip.</source>
        <translation>沿唇线描画，再向内晕染至唇部一半。</translation>
    </message>
    <message>
        <source>Draw along the lip line, from the bow to the corners.</source>
        <translation>从唇峰沿唇线画到嘴角。</translation>
    </message>
    <message>
        <source>Draw it softly below the lower lashes.</source>
        <translation>在下睫毛根部下方柔和地画开。</translation>
    </message>
    <message>
        <source>Draw single hairs, in the direction in which they grow.</source>
        <translation>顺着毛发生长方向，一根根描画。</translation>
    </message>
    <message>
        <source>Fill in both lips, blot them, and fill them in again.</source>
        <translation>涂满双唇，用纸巾吸去浮色，再涂一遍。</translation>
    </message>
    <message>
        <source>Fill in both lips, from the middle out to the line.</source>
        <translation>从唇部中央向唇线涂满双唇。</translation>
    </message>
    <message>
        <source>Fill in softly, lightest at the inner end.</source>
        <translation>轻柔填色，眉头最淡。</translation>
    </message>
    <message>
        <source>Fill in softly, then draw hairs where there are gaps.</source>
        <translation>轻柔填色，再在空隙处画出毛发感。</translation>
    </message>
    <message>
        <source>Fill in the lips with the first shade, and press the second onto their middle.</source>
        <translation>用第一种色号涂满双唇，再将第二种轻拍在唇部中央。</translation>
    </message>
    <message>
        <source>Fill in the upper lip with the first shade, the lower one with the second.</source>
        <translation>上唇用第一种色号，下唇用第二种。</translation>
    </message>
    <message>
        <source>From the inner corner out to the temple, one shade after the other.</source>
        <translation>从内眼角到太阳穴，逐色过渡。</translation>
    </message>
    <message>
        <source>From the lashes up to the brow, one shade after the other.</source>
        <translation>从睫毛根部到眉下，逐色过渡。</translation>
    </message>
    <message>
        <source>From the middle of the face outwards; blend past the jaw.</source>
        <translation>从面部中央向外推开，过渡到下颌以下。</translation>
    </message>
    <message>
        <source>From the roots to the tips, in two thin coats.</source>
        <translation>从根部刷到梢部，薄薄两层。</translation>
    </message>
    <message>
        <source>From the temple below the cheekbone, and along the jaw.</source>
        <translation>从太阳穴扫到颧骨下方，再沿下颌线扫开。</translation>
    </message>
    <message>
        <source>In two thin lines beside the bridge of the nose.</source>
        <translation>在鼻梁两侧画两道细线。</translation>
    </message>
    <message>
        <source>Lay it on the middle of the lips, and spread it thinly.</source>
        <translation>涂在唇部中央，薄薄推开。</translation>
    </message>
    <message>
        <source>Light on the lid up to a sharp edge, dark in the crease above it.</source>
        <translation>眼皮用浅色，画出清晰的边缘，其上的眼窝用深色。</translation>
    </message>
    <message>
        <source>On cheekbones, bridge of the nose, brow bones and cupid&apos;s bow.</source>
        <translation>扫在颧骨、鼻梁、眉骨和唇峰。</translation>
    </message>
    <message>
        <source>On the apples of the cheeks, in circles.</source>
        <translation>在苹果肌上打圈扫开。</translation>
    </message>
    <message>
        <source>On top of the cheekbones.</source>
        <translation>扫在颧骨高处。</translation>
    </message>
    <message>
        <source>Over the cheekbones and around to the temples.</source>
        <translation>扫过颧骨，环绕至太阳穴。</translation>
    </message>
    <message>
        <source>Paint from the picture, light shades first.</source>
        <translation>照图绘制，先画浅色。</translation>
    </message>
    <message>
        <source>Press it onto forehead, nose and chin.</source>
        <translation>按压在额头、鼻子和下巴。</translation>
    </message>
    <message>
        <source>Press it onto the mobile lid.</source>
        <translation>按压在眼皮活动区。</translation>
    </message>
    <message>
        <source>Press it thinly over the whole face.</source>
        <translation>薄薄按压全脸。</translation>
    </message>
    <message>
        <source>Prime the skin until it is even.</source>
        <translation>先做妆前打底，使肤质均匀。</translation>
    </message>
    <message>
        <source>Put in before any makeup; clean hands.</source>
        <translation>上妆之前佩戴；双手要洗净。</translation>
    </message>
    <message>
        <source>Set it in its place on clean, dry skin.</source>
        <translation>贴在洁净干爽的皮肤上。</translation>
    </message>
    <message>
        <source>Set it on the outer corner, and blend it inwards.</source>
        <translation>点在外眼角，向内晕开。</translation>
    </message>
    <message>
        <source>Shown with whiter teeth.</source>
        <translation>图中牙齿显得更白。</translation>
    </message>
    <message>
        <source>Smoke it all around the eye, darkest at the lashes; each next shade in its place.</source>
        <translation>环绕眼周晕染，睫毛根部最深；其余色号各就其位。</translation>
    </message>
    <message>
        <source>Sweep it below the brow.</source>
        <translation>扫在眉毛下方。</translation>
    </message>
    <message>
        <source>Sweep it over the lid, and fade it out to the brow bone.</source>
        <translation>扫满眼皮，向眉骨方向渐渐淡开。</translation>
    </message>
    <message>
        <source>To and fro at the roots, then out to the tips.</source>
        <translation>在根部左右轻刷，再刷到梢部。</translation>
    </message>
    <message>
        <source>Up the cheekbones, towards the temples.</source>
        <translation>沿颧骨向太阳穴方向斜扫。</translation>
    </message>
    <message>
        <source>Where the sun meets: forehead, cheeks, nose, chin.</source>
        <translation>扫在阳光照到的地方：额头、脸颊、鼻子、下巴。</translation>
    </message>
</context>
<context>
    <name>StillThereScreen</name>
    <message>
        <source>Are you still there?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>Otherwise everything of this visit is deleted.</source>
        <translation>否则本次试妆的所有内容都将删除。</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Yes, go on</source>
        <translation>还在，继续</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>all seasons</source>
        <translation>四季</translation>
    </message>
    <message>
        <source>autumn</source>
        <translation>秋季</translation>
    </message>
    <message>
        <source>bare</source>
        <translation>裸妆感</translation>
    </message>
    <message>
        <source>bold brow</source>
        <translation>浓眉</translation>
    </message>
    <message>
        <source>bride</source>
        <translation>新娘</translation>
    </message>
    <message>
        <source>brunch</source>
        <translation>早午餐</translation>
    </message>
    <message>
        <source>classic</source>
        <translation>经典</translation>
    </message>
    <message>
        <source>colourful</source>
        <translation>多彩</translation>
    </message>
    <message>
        <source>cool</source>
        <translation>冷调</translation>
    </message>
    <message>
        <source>costume</source>
        <translation>变装</translation>
    </message>
    <message>
        <source>date</source>
        <translation>约会</translation>
    </message>
    <message>
        <source>douyin</source>
        <translation>抖音风</translation>
    </message>
    <message>
        <source>dramatic</source>
        <translation>戏剧感</translation>
    </message>
    <message>
        <source>evening</source>
        <translation>晚宴</translation>
    </message>
    <message>
        <source>everyday</source>
        <translation>日常</translation>
    </message>
    <message>
        <source>festival</source>
        <translation>音乐节</translation>
    </message>
    <message>
        <source>french</source>
        <translation>法式</translation>
    </message>
    <message>
        <source>fresh</source>
        <translation>清新</translation>
    </message>
    <message>
        <source>glam</source>
        <translation>华丽</translation>
    </message>
    <message>
        <source>glitter</source>
        <translation>闪片</translation>
    </message>
    <message>
        <source>glow</source>
        <translation>光泽</translation>
    </message>
    <message>
        <source>goth</source>
        <translation>哥特</translation>
    </message>
    <message>
        <source>graphic</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>grooming</source>
        <translation>男士</translation>
    </message>
    <message>
        <source>grunge</source>
        <translation>颓废</translation>
    </message>
    <message>
        <source>interview</source>
        <translation>面试</translation>
    </message>
    <message>
        <source>korean</source>
        <translation>韩系</translation>
    </message>
    <message>
        <source>mature</source>
        <translation>熟龄</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>适中</translation>
    </message>
    <message>
        <source>metallic</source>
        <translation>金属</translation>
    </message>
    <message>
        <source>modern</source>
        <translation>摩登</translation>
    </message>
    <message>
        <source>monochrome</source>
        <translation>同色系</translation>
    </message>
    <message>
        <source>monolid</source>
        <translation>单眼皮</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>nude</source>
        <translation>裸色</translation>
    </message>
    <message>
        <source>office</source>
        <translation>通勤</translation>
    </message>
    <message>
        <source>party</source>
        <translation>派对</translation>
    </message>
    <message>
        <source>retro</source>
        <translation>复古</translation>
    </message>
    <message>
        <source>romantic</source>
        <translation>浪漫</translation>
    </message>
    <message>
        <source>show</source>
        <translation>走秀</translation>
    </message>
    <message>
        <source>smoky</source>
        <translation>烟熏</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>淡妆</translation>
    </message>
    <message>
        <source>spring</source>
        <translation>春季</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>浓妆</translation>
    </message>
    <message>
        <source>summer</source>
        <translation>夏季</translation>
    </message>
    <message>
        <source>sunkissed</source>
        <translation>日晒感</translation>
    </message>
    <message>
        <source>warm</source>
        <translation>暖调</translation>
    </message>
    <message>
        <source>wedding guest</source>
        <translation>婚礼宾客</translation>
    </message>
    <message>
        <source>winter</source>
        <translation>冬季</translation>
    </message>
</context>
<context>
    <name>TakeAlong</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Scan it with your phone</source>
        <translation>用手机扫一扫</translation>
    </message>
    <message>
        <source>Your picture goes to your phone over this shop&apos;s network, once, and is then deleted here. It is not encrypted on its way.</source>
        <translation>照片将通过店内网络传到您的手机，仅限一次，随后从本机删除。传输过程未加密。</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Animated picture</source>
        <translation>动图</translation>
    </message>
    <message>
        <source>Before and after side by side (N)</source>
        <translation>妆前妆后并排对比（N）</translation>
    </message>
    <message>
        <source>Before and after, with a line to drag (B)</source>
        <translation>妆前妆后分屏对比，可拖动分界线（B）</translation>
    </message>
    <message>
        <source>Before-and-after card</source>
        <translation>妆前妆后对比卡</translation>
    </message>
    <message>
        <source>Camera for video calls</source>
        <translation>视频通话摄像头</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <source>Four looks</source>
        <translation>四妆对比</translation>
    </message>
    <message>
        <source>Four looks at once; tap one to wear it (M)</source>
        <translation>同时看四款妆容，点一下即可上妆 (M)</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Hold the picture still (P)</source>
        <translation>定格画面（P）</translation>
    </message>
    <message>
        <source>Hold to compare</source>
        <translation>按住对比</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>唇部</translation>
    </message>
    <message>
        <source>Look nearer: lips, eyes, everything (Z)</source>
        <translation>放大查看：唇部、眼部、全部（Z）</translation>
    </message>
    <message>
        <source>More to keep</source>
        <translation>更多保存方式</translation>
    </message>
    <message>
        <source>Picture in {seconds} seconds</source>
        <translation>{seconds} 秒后拍照</translation>
    </message>
    <message>
        <source>Record a video</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Record a video (V)</source>
        <translation>录像（V）</translation>
    </message>
    <message>
        <source>See your bare face for as long as you hold this (space bar)</source>
        <translation>按住查看素颜（空格键）</translation>
    </message>
    <message>
        <source>Show what was kept</source>
        <translation>查看已保存内容</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对比</translation>
    </message>
    <message>
        <source>Split view</source>
        <translation>分屏对比</translation>
    </message>
    <message>
        <source>Take a picture</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Take a picture (S)</source>
        <translation>拍照（S）</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>放大</translation>
    </message>
</context>
<context>
    <name>Viewport</name>
    <message>
        <source>After</source>
        <translation>妆后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>妆前</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜子</translation>
    </message>
    <message>
        <source>Opening the camera…</source>
        <translation>正在打开摄像头…</translation>
    </message>
    <message>
        <source>Your picture, wearing what you chose.</source>
        <translation>您的实时画面与所选妆容。</translation>
    </message>
</context>
<context>
    <name>WaitScreen</name>
    <message>
        <source>Just a moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>This mirror is out of order. Please ask the staff.</source>
        <translation>魔镜暂停使用，请咨询店员。</translation>
    </message>
</context>
<context>
    <name>WearingPage</name>
    <message>
        <source>Face chart (PDF)…</source>
        <translation>妆容图 (PDF)…</translation>
    </message>
    <message>
        <source>Give this look away…</source>
        <translation>分享这款妆容…</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>分享与导出</translation>
    </message>
    <message>
        <source>Take everything off</source>
        <translation>全部卸妆</translation>
    </message>
    <message>
        <source>You wear no makeup. Choose a look or a product to begin.</source>
        <translation>现在是素颜。选一个妆容或产品，开始试妆吧。</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Take {name} out</source>
        <translation>取出{name}</translation>
    </message>
</context>
</TS>
