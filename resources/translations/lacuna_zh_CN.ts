<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>ActionKind</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>细化</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Makes a new picture for the whole page from the prompt.</source>
        <translation>按提示词为整个页面生成一幅新图。</translation>
    </message>
    <message>
        <source>Reworks what is under the mask, starting from what is there.</source>
        <translation>以现有内容为起点，重画蒙版覆盖的部分。</translation>
    </message>
    <message>
        <source>Reworks the whole page, starting from what is there.</source>
        <translation>以现有内容为起点，重画整个页面。</translation>
    </message>
    <message>
        <source>Paints something new under the mask that fits its surroundings.</source>
        <translation>在蒙版处画出与周围相称的新内容。</translation>
    </message>
    <message>
        <source>Makes the page larger and paints the new area.</source>
        <translation>扩大页面，并画出新增的部分。</translation>
    </message>
    <message>
        <source>Changes the picture as the prompt says and keeps the rest.</source>
        <translation>按提示词修改画面，其余保持不变。</translation>
    </message>
</context>
<context>
    <name>DialogParts</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The file is damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <source>This is not supported.</source>
        <translation>不支持此操作。</translation>
    </message>
    <message>
        <source>There is not enough memory. Your picture is intact.</source>
        <translation>内存不足。你的图片完好无损。</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>无法使用该模型。</translation>
    </message>
    <message>
        <source>The file could not be written. Nothing was lost.</source>
        <translation>无法写入文件。没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Something went wrong inside Lacuna. Your picture is intact.</source>
        <translation>Lacuna 内部出错。你的图片完好无损。</translation>
    </message>
</context>
<context>
    <name>GenerationState</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Waiting, %1 before it</source>
        <translation>等待中，前面还有 %1 个</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>Loading the model %1 %</source>
        <translation>加载模型 %1 %</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>读取提示词</translation>
    </message>
    <message>
        <source>Step %1/%2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>Pass %1/%2</source>
        <translation>第 %1/%2 轮</translation>
    </message>
    <message>
        <source>Variant %1/%2</source>
        <translation>变体 %1/%2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Finishing %1/%2</source>
        <translation>收尾 %1/%2</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>收尾</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
</context>
<context>
    <name>NoticeParts</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PaperPresets</name>
    <message>
        <source>ISO</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>JIS</source>
        <translation>JIS</translation>
    </message>
    <message>
        <source>China</source>
        <translation>中国</translation>
    </message>
    <message>
        <source>Inches</source>
        <translation>英寸</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大幅面</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Quarto (large)</source>
        <translation>大度四开</translation>
    </message>
    <message>
        <source>Folio (large)</source>
        <translation>大度对开</translation>
    </message>
    <message>
        <source>One-sheet 27 × 40 in</source>
        <translation>电影海报 27 × 40 英寸</translation>
    </message>
    <message>
        <source>Roll-up 800 × 2000 mm</source>
        <translation>易拉宝 800 × 2000 毫米</translation>
    </message>
    <message>
        <source>6-sheet 1200 × 1800 mm</source>
        <translation>灯箱 1200 × 1800 毫米</translation>
    </message>
    <message>
        <source>Square 1328 × 1328</source>
        <translation>方形 1328 × 1328</translation>
    </message>
    <message>
        <source>Post 1080 × 1350</source>
        <translation>帖子 1080 × 1350</translation>
    </message>
    <message>
        <source>Story 1080 × 1920</source>
        <translation>竖屏 1080 × 1920</translation>
    </message>
    <message>
        <source>Display 2160 × 3840</source>
        <translation>显示屏 2160 × 3840</translation>
    </message>
</context>
<context>
    <name>PictureFolderCheck</name>
    <message>
        <source>The folder cannot be read. Choose another one.</source>
        <translation>无法读取这个文件夹，请另选一个。</translation>
    </message>
    <message>
        <source>There are no pictures in this folder. Put some there: PNG, JPEG, WebP or TIFF.</source>
        <translation>文件夹里没有图片。请放入 PNG、JPEG、WebP 或 TIFF 图片。</translation>
    </message>
    <message>
        <source>These captions are no UTF-8 text: %1. Save them again as UTF-8.</source>
        <translation>这些说明不是 UTF-8 文本：%1。请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>These texts belong to no picture of the same name: %1.</source>
        <translation>这些文本没有同名的图片：%1。</translation>
    </message>
    <message>
        <source>That is little: ten to fifty pictures teach a style better.</source>
        <translation>图片偏少：十到五十张能更好地教会一种风格。</translation>
    </message>
    <message>
        <source>These files are no pictures, or damaged: %1. Remove them or put good ones there.</source>
        <translation>这些文件不是图片或已损坏：%1。请移除它们，或换成完好的。</translation>
    </message>
    <message>
        <source>%1 says which pictures there are and what they show.</source>
        <translation>图片及其说明由 %1 给出。</translation>
    </message>
    <message>
        <source>Pictures: %1. Captions: %2.</source>
        <translation>图片：%1，说明：%2。</translation>
    </message>
    <message>
        <source>Pictures: %1, without captions. The trigger words describe them.</source>
        <translation>图片：%1，没有说明，由触发词来描述。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures have captions; the others use the trigger words.</source>
        <translation>%2 张图片中 %1 张有说明，其余用触发词。</translation>
    </message>
    <message>
        <source>%1 has no caption. Write what it shows into %2 beside it, or give trigger words.</source>
        <translation>%1 没有说明。请在旁边的 %2 里写下画面内容，或填写触发词。</translation>
    </message>
    <message>
        <source>%1 pictures have no caption: %2. Write what each shows into a text file of the same name, such as %3, or give trigger words.</source>
        <translation>%1 张图片没有说明：%2。请为每张写一个同名文本文件（例如 %3），或填写触发词。</translation>
    </message>
</context>
<context>
    <name>lacuna::AboutDialog</name>
    <message>
        <source>About Lacuna</source>
        <translation>关于 Lacuna</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>An editor for posters. Paint over what should change, say what should be there, and a Qwen-Image model paints it on your own machine.</source>
        <translation>一款海报编辑器。涂出想要改变的地方，说出那里应该有什么，Qwen-Image 模型就在你自己的电脑上把它画出来。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0.</source>
        <translation>自由软件，采用 Apache 许可证 2.0。</translation>
    </message>
    <message>
        <source>Asking the engine...</source>
        <translation>正在询问引擎…</translation>
    </message>
</context>
<context>
    <name>lacuna::ActionButton</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>lacuna::CanvasWidget</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>lacuna::DetailsButton</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>lacuna::DockTitle</name>
    <message>
        <source>Hide; the Window menu brings it back</source>
        <translation>隐藏；可从“窗口”菜单恢复</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>隐藏%1</translation>
    </message>
</context>
<context>
    <name>lacuna::Document</name>
    <message>
        <source>There is no such layer. Choose a layer in the Layers panel.</source>
        <translation>没有这个图层。请在“图层”面板中选择一个图层。</translation>
    </message>
    <message>
        <source>The layer &quot;%1&quot; is locked. Unlock it in the Layers panel.</source>
        <translation>图层“%1”已锁定。请在“图层”面板中解锁。</translation>
    </message>
    <message>
        <source>The layer &quot;%1&quot; is hidden. Show it in the Layers panel, or choose another layer.</source>
        <translation>图层“%1”已隐藏。请在“图层”面板中显示它，或选择其他图层。</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>图层 %1</translation>
    </message>
    <message>
        <source>Add Layer</source>
        <translation>新建图层</translation>
    </message>
    <message>
        <source>Add Image</source>
        <translation>添加图像</translation>
    </message>
    <message>
        <source>Delete Layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>Duplicate Layer</source>
        <translation>复制图层</translation>
    </message>
    <message>
        <source>Reorder Layer</source>
        <translation>调整图层顺序</translation>
    </message>
    <message>
        <source>Move Layer</source>
        <translation>移动图层</translation>
    </message>
    <message>
        <source>Layer Opacity</source>
        <translation>图层不透明度</translation>
    </message>
    <message>
        <source>Blend Mode</source>
        <translation>混合模式</translation>
    </message>
    <message>
        <source>Show Layer</source>
        <translation>显示图层</translation>
    </message>
    <message>
        <source>Hide Layer</source>
        <translation>隐藏图层</translation>
    </message>
    <message>
        <source>Lock Layer</source>
        <translation>锁定图层</translation>
    </message>
    <message>
        <source>Unlock Layer</source>
        <translation>解锁图层</translation>
    </message>
    <message>
        <source>Rename Layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <source>Add Layer Mask</source>
        <translation>添加图层蒙版</translation>
    </message>
    <message>
        <source>Delete Layer Mask</source>
        <translation>删除图层蒙版</translation>
    </message>
    <message>
        <source>Enable Layer Mask</source>
        <translation>启用图层蒙版</translation>
    </message>
    <message>
        <source>Disable Layer Mask</source>
        <translation>停用图层蒙版</translation>
    </message>
    <message>
        <source>There is no layer below to merge into. Choose a higher layer.</source>
        <translation>下方没有可合并的图层。请选择更靠上的图层。</translation>
    </message>
    <message>
        <source>Merge Down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>Flattened</source>
        <translation>已拼合</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>拼合</translation>
    </message>
    <message>
        <source>16 Bits a Channel</source>
        <translation>每通道 16 位</translation>
    </message>
    <message>
        <source>8 Bits a Channel</source>
        <translation>每通道 8 位</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>The layer &quot;%1&quot; has no mask. Add one in the Layers panel.</source>
        <translation>图层“%1”没有蒙版。请在“图层”面板中添加。</translation>
    </message>
    <message>
        <source>Paint Layer Mask</source>
        <translation>绘制图层蒙版</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Paint Mask</source>
        <translation>绘制蒙版</translation>
    </message>
    <message>
        <source>Erase Mask</source>
        <translation>擦除蒙版</translation>
    </message>
    <message>
        <source>Clear Mask</source>
        <translation>清除蒙版</translation>
    </message>
    <message>
        <source>Invert Mask</source>
        <translation>反转蒙版</translation>
    </message>
    <message>
        <source>Mask Whole Page</source>
        <translation>蒙版覆盖整页</translation>
    </message>
    <message>
        <source>Grow Mask</source>
        <translation>扩大蒙版</translation>
    </message>
    <message>
        <source>Shrink Mask</source>
        <translation>缩小蒙版</translation>
    </message>
    <message>
        <source>Feather Mask</source>
        <translation>羽化蒙版</translation>
    </message>
    <message>
        <source>Rectangle Mask</source>
        <translation>矩形蒙版</translation>
    </message>
    <message>
        <source>Lasso Mask</source>
        <translation>套索蒙版</translation>
    </message>
    <message>
        <source>Change Mask</source>
        <translation>更改蒙版</translation>
    </message>
    <message>
        <source>Mask From Layer</source>
        <translation>由图层生成蒙版</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Extend Page</source>
        <translation>扩展页面</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>The layer &quot;%1&quot; was not made by a model. Accept the result as a new layer.</source>
        <translation>图层“%1”不是由模型生成的。请把结果接受为新图层。</translation>
    </message>
    <message>
        <source>Accept Result</source>
        <translation>接受结果</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>生成结果</translation>
    </message>
    <message>
        <source>This layer keeps no such variant. Choose another in the Layers panel.</source>
        <translation>这个图层没有保存该变体。请在“图层”面板中选择其他变体。</translation>
    </message>
    <message>
        <source>Show Variant</source>
        <translation>显示变体</translation>
    </message>
</context>
<context>
    <name>lacuna::DocumentIo</name>
    <message>
        <source>Insert Images</source>
        <translation>插入图像</translation>
    </message>
</context>
<context>
    <name>lacuna::Editor</name>
    <message>
        <source>a full moon with clouds</source>
        <translation>一轮满月，云彩环绕</translation>
    </message>
</context>
<context>
    <name>lacuna::ExportDialog</name>
    <message>
        <source>Without loss</source>
        <translation>无损</translation>
    </message>
    <message>
        <source>Keep transparency (else over white)</source>
        <translation>保留透明（否则以白色为底）</translation>
    </message>
    <message>
        <source>16 bits a channel</source>
        <translation>每通道 16 位</translation>
    </message>
    <message>
        <source>Write prompt, seed and model into the file</source>
        <translation>把提示词、种子和模型写入文件</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>lacuna::GenerationController</name>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Looking for models...</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>There is no model yet. Choose &quot;Add model folder...&quot; to point at one.</source>
        <translation>还没有模型。请选择“添加模型文件夹…”来指定一个。</translation>
    </message>
    <message>
        <source>The model %1 cannot do &quot;%2&quot;. Choose another model.</source>
        <translation>模型 %1 不能执行“%2”。请选择其他模型。</translation>
    </message>
    <message>
        <source>Write what the picture should show.</source>
        <translation>请写下画面中应该有什么。</translation>
    </message>
    <message>
        <source>Write what should change.</source>
        <translation>请写下要改变什么。</translation>
    </message>
    <message>
        <source>Open a picture or make a new page first.</source>
        <translation>请先打开图片或新建页面。</translation>
    </message>
    <message>
        <source>Nothing is visible: the layer &quot;%1&quot; is hidden. Show it first.</source>
        <translation>没有可见的内容：图层“%1”已隐藏。请先显示它。</translation>
    </message>
    <message>
        <source>The page is empty. Add a picture first.</source>
        <translation>页面是空的。请先添加图片。</translation>
    </message>
    <message>
        <source>Paint a mask over what should be filled (Q).</source>
        <translation>请在需要填充的地方涂上蒙版 (Q)。</translation>
    </message>
    <message>
        <source>Pull an edge of the page outwards with the page tool (C).</source>
        <translation>请用页面工具 (C) 把页面的一边向外拉。</translation>
    </message>
    <message>
        <source>Discard variant</source>
        <translation>丢弃变体</translation>
    </message>
    <message>
        <source>Discard variants</source>
        <translation>丢弃变体</translation>
    </message>
</context>
<context>
    <name>lacuna::HandTool</name>
    <message>
        <source>Hand</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Drag to move the view. Space does the same in every tool.</source>
        <translation>拖动以移动视图。在任何工具中按住空格也可以。</translation>
    </message>
</context>
<context>
    <name>lacuna::LayersModel</name>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>正片叠底</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>滤色</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Darken</source>
        <translation>变暗</translation>
    </message>
    <message>
        <source>Lighten</source>
        <translation>变亮</translation>
    </message>
    <message>
        <source>Colour Dodge</source>
        <translation>颜色减淡</translation>
    </message>
    <message>
        <source>Colour Burn</source>
        <translation>颜色加深</translation>
    </message>
    <message>
        <source>Hard Light</source>
        <translation>强光</translation>
    </message>
    <message>
        <source>Soft Light</source>
        <translation>柔光</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Exclusion</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>色相</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Luminosity</source>
        <translation>明度</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Without: %1</source>
        <translation>避免：%1</translation>
    </message>
    <message>
        <source>Seed %1, %2 steps, guidance %3, strength %4 %</source>
        <translation>种子 %1，%2 步，引导 %3，强度 %4 %</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Variant %1 of %2</source>
        <translation>变体 %1，共 %2 个</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>可见</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>with a mask</source>
        <translation>带蒙版</translation>
    </message>
    <message>
        <source>made by a model</source>
        <translation>由模型生成</translation>
    </message>
    <message>
        <source>opacity %1 %</source>
        <translation>不透明度 %1 %</translation>
    </message>
    <message>
        <source>Style: %1, strength %2</source>
        <translation>风格：%1，强度 %2</translation>
    </message>
</context>
<context>
    <name>lacuna::LayersPanel</name>
    <message>
        <source>Blend mode</source>
        <translation>混合模式</translation>
    </message>
    <message>
        <source>How the layer meets what is below it</source>
        <translation>图层与下方内容的混合方式</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Lock layer</source>
        <translation>锁定图层</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>新建图层</translation>
    </message>
    <message>
        <source>Add layer mask</source>
        <translation>添加图层蒙版</translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>复制图层</translation>
    </message>
    <message>
        <source>Move layer up</source>
        <translation>上移图层</translation>
    </message>
    <message>
        <source>Move layer down</source>
        <translation>下移图层</translation>
    </message>
    <message>
        <source>Merge down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>Delete layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Variant %1 (seed %2)</source>
        <translation>变体 %1（种子 %2）</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Disable Layer Mask</source>
        <translation>停用图层蒙版</translation>
    </message>
    <message>
        <source>Enable Layer Mask</source>
        <translation>启用图层蒙版</translation>
    </message>
    <message>
        <source>Delete Layer Mask</source>
        <translation>删除图层蒙版</translation>
    </message>
    <message>
        <source>Add Layer Mask</source>
        <translation>添加图层蒙版</translation>
    </message>
    <message>
        <source>Add Layer Mask From Repaint Mask</source>
        <translation>由重画蒙版添加图层蒙版</translation>
    </message>
    <message>
        <source>Layer to Repaint Mask</source>
        <translation>由图层生成重画蒙版</translation>
    </message>
    <message>
        <source>Merge Down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>Flatten Image</source>
        <translation>拼合图像</translation>
    </message>
</context>
<context>
    <name>lacuna::LossCurve</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The loss falls little and stays noisy. Judge by the sample pictures.</source>
        <translation>损失下降不多且一直有波动，请以样图为准。</translation>
    </message>
    <message>
        <source>The loss appears with the first steps.</source>
        <translation>开始训练后，这里显示损失。</translation>
    </message>
    <message>
        <source>Loss %1</source>
        <translation>损失 %1</translation>
    </message>
</context>
<context>
    <name>lacuna::MainWindow</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Tool options</source>
        <translation>工具选项</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Pictures and projects (%1)</source>
        <translation>图片和项目 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>The picture has changes that are not saved.</source>
        <translation>图片有尚未保存的更改。</translation>
    </message>
    <message>
        <source>Without saving they are lost.</source>
        <translation>不保存就会丢失。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>OpenRaster projects (*.ora)</source>
        <translation>OpenRaster 项目 (*.ora)</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Insert pictures</source>
        <translation>插入图片</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>A model&apos;s folder, or a folder of models</source>
        <translation>模型的文件夹，或存放多个模型的文件夹</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Add a LoRA file</source>
        <translation>添加 LoRA 文件</translation>
    </message>
    <message>
        <source>LoRA files (*.safetensors)</source>
        <translation>LoRA 文件 (*.safetensors)</translation>
    </message>
    <message>
        <source>Delete a style</source>
        <translation>删除风格</translation>
    </message>
    <message>
        <source>Delete the style %1?</source>
        <translation>删除风格“%1”吗？</translation>
    </message>
    <message>
        <source>It goes to the trash with its folder.</source>
        <translation>它会连同文件夹一起移到回收站。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>A style is being trained</source>
        <translation>正在训练风格</translation>
    </message>
    <message>
        <source>The style %1 is still being trained.</source>
        <translation>风格“%1”还在训练。</translation>
    </message>
    <message>
        <source>What it has learned so far can be saved.</source>
        <translation>已经学到的内容可以保存下来。</translation>
    </message>
    <message>
        <source>Save it and quit</source>
        <translation>保存并退出</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>继续训练</translation>
    </message>
</context>
<context>
    <name>lacuna::MaskBrushTool</name>
    <message>
        <source>Drag to say where to paint. Alt or right button erases, Shift+click draws a line, [ and ] change the size, Alt+right drag size and hardness.</source>
        <translation>拖动以标出要画的地方。Alt 或右键擦除，Shift+单击画直线，[ 和 ] 改变大小，Alt+右键拖动改变大小和硬度。</translation>
    </message>
    <message>
        <source>%1 px · hardness %2 %</source>
        <translation>%1 像素 · 硬度 %2 %</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <translation>蒙版画笔</translation>
    </message>
</context>
<context>
    <name>lacuna::MaskLassoTool</name>
    <message>
        <source>Draw around what should change. Shift adds, Alt subtracts. Shift+L draws straight sides.</source>
        <translation>圈出应该改变的地方。Shift 添加，Alt 减去。Shift+L 画直边。</translation>
    </message>
    <message>
        <source>Lasso mask</source>
        <translation>套索蒙版</translation>
    </message>
</context>
<context>
    <name>lacuna::MaskPolygonTool</name>
    <message>
        <source>Click for each corner; Enter, a double click or the first corner closes. Backspace takes a corner back, Esc drops it.</source>
        <translation>逐点单击；按 Enter、双击或点回第一个角即闭合。退格键撤回一个角，Esc 放弃。</translation>
    </message>
    <message>
        <source>Polygon mask</source>
        <translation>多边形蒙版</translation>
    </message>
</context>
<context>
    <name>lacuna::MaskRectangleTool</name>
    <message>
        <source>Drag a rectangle. Shift adds, Alt subtracts; pressed while dragging they make a square, from its centre.</source>
        <translation>拖出矩形。Shift 添加，Alt 减去；拖动中按住则分别为正方形、从中心画。</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Rectangle mask</source>
        <translation>矩形蒙版</translation>
    </message>
</context>
<context>
    <name>lacuna::MenuActions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>New...</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as...</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Insert pictures as layers...</source>
        <translation>插入图片为图层…</translation>
    </message>
    <message>
        <source>Add model folder...</source>
        <translation>添加模型文件夹…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Copy visible</source>
        <translation>复制可见内容</translation>
    </message>
    <message>
        <source>Paste as layer</source>
        <translation>粘贴为图层</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <translation>蒙版画笔</translation>
    </message>
    <message>
        <source>Preferences...</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>选择(&amp;S)</translation>
    </message>
    <message>
        <source>Mask from layer</source>
        <translation>由图层生成蒙版</translation>
    </message>
    <message>
        <source>Show mask</source>
        <translation>显示蒙版</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>New layer</source>
        <translation>新建图层</translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>复制图层</translation>
    </message>
    <message>
        <source>Delete layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>Move layer up</source>
        <translation>上移图层</translation>
    </message>
    <message>
        <source>Move layer down</source>
        <translation>下移图层</translation>
    </message>
    <message>
        <source>Add layer mask</source>
        <translation>添加图层蒙版</translation>
    </message>
    <message>
        <source>Remove layer mask</source>
        <translation>移除图层蒙版</translation>
    </message>
    <message>
        <source>Erase under the mask</source>
        <translation>擦除蒙版下的内容</translation>
    </message>
    <message>
        <source>Merge down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>Flatten picture</source>
        <translation>拼合图片</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>8 bits a channel</source>
        <translation>每通道 8 位</translation>
    </message>
    <message>
        <source>16 bits a channel</source>
        <translation>每通道 16 位</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>Generate before the others</source>
        <translation>插到队首生成</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>停在这里</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop everything</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Accept as layer</source>
        <translation>接受为图层</translation>
    </message>
    <message>
        <source>Accept and keep comparing</source>
        <translation>接受并继续比较</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+Enter</translation>
    </message>
    <message>
        <source>Discard variant</source>
        <translation>丢弃变体</translation>
    </message>
    <message>
        <source>Leave review</source>
        <translation>退出查看</translation>
    </message>
    <message>
        <source>Previous variant</source>
        <translation>上一个变体</translation>
    </message>
    <message>
        <source>Next variant</source>
        <translation>下一个变体</translation>
    </message>
    <message>
        <source>Pick variant</source>
        <translation>选择变体</translation>
    </message>
    <message>
        <source>Variant %1</source>
        <translation>变体 %1</translation>
    </message>
    <message>
        <source>Write the prompt</source>
        <translation>填写提示词</translation>
    </message>
    <message>
        <source>Throw a new seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit the page</source>
        <translation>适合页面</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Show the original</source>
        <translation>显示原图</translation>
    </message>
    <message>
        <source>hold O</source>
        <translation>按住 O</translation>
    </message>
    <message>
        <source>Pixel grid</source>
        <translation>像素网格</translation>
    </message>
    <message>
        <source>Preview while generating</source>
        <translation>生成时预览</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>In the thumbnails</source>
        <translation>在缩略图中</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>Hide panels</source>
        <translation>隐藏面板</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Open the sample poster</source>
        <translation>打开示例海报</translation>
    </message>
    <message>
        <source>About Lacuna</source>
        <translation>关于 Lacuna</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>St&amp;yle</source>
        <translation>风格(&amp;Y)</translation>
    </message>
    <message>
        <source>Train from a folder...</source>
        <translation>用文件夹训练…</translation>
    </message>
    <message>
        <source>Stop training and save</source>
        <translation>停止训练并保存</translation>
    </message>
    <message>
        <source>Add a LoRA file...</source>
        <translation>添加 LoRA 文件…</translation>
    </message>
    <message>
        <source>Show the folder of styles</source>
        <translation>打开风格文件夹</translation>
    </message>
</context>
<context>
    <name>lacuna::MessageBar</name>
</context>
<context>
    <name>lacuna::ModelField</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Looking...</source>
        <translation>查找中…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Add model folder...</source>
        <translation>添加模型文件夹…</translation>
    </message>
    <message>
        <source>A small draft model for sketches of posters. For finished pictures add a Qwen-Image folder.</source>
        <translation>用于海报草图的小型草稿模型。要得到成品，请添加 Qwen-Image 模型文件夹。</translation>
    </message>
</context>
<context>
    <name>lacuna::MoveTool</name>
    <message>
        <source>Drag to move the active layer, Shift keeps to one axis. Arrow keys move by 1 pixel, with Shift by 10.</source>
        <translation>拖动以移动当前图层，Shift 锁定方向。方向键移动 1 像素，加 Shift 移动 10 像素。</translation>
    </message>
    <message>
        <source>There is no layer to move. Choose one in the layers panel.</source>
        <translation>没有可移动的图层。请在“图层”面板中选择。</translation>
    </message>
    <message>
        <source>%1, %2 px</source>
        <translation>%1, %2 像素</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>移动图层</translation>
    </message>
</context>
<context>
    <name>lacuna::NewDocumentDialog</name>
    <message>
        <source>New page</source>
        <translation>新建页面</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>毫米</translation>
    </message>
    <message>
        <source>inches</source>
        <translation>英寸</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>8 bits a channel</source>
        <translation>每通道 8 位</translation>
    </message>
    <message>
        <source>16 bits a channel</source>
        <translation>每通道 16 位</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>交换宽和高</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>%1 × %2 px, %3 a full layer</source>
        <translation>%1 × %2 像素，满图层 %3</translation>
    </message>
</context>
<context>
    <name>lacuna::NoticeBox</name>
</context>
<context>
    <name>lacuna::OutpaintTool</name>
    <message>
        <source>Pull an edge outwards to continue the picture, inwards to crop. Shift keeps the ratio, Alt pulls both sides, Ctrl does not snap.</source>
        <translation>把边向外拉以延续画面，向内拉以裁剪。Shift 保持比例，Alt 同时拉两边，Ctrl 不吸附。</translation>
    </message>
    <message>
        <source>Enter runs, Esc restores the page.</source>
        <translation>Enter 执行，Esc 恢复页面。</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 毫米</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n passes</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>Page and outpaint</source>
        <translation>页面与扩图</translation>
    </message>
</context>
<context>
    <name>lacuna::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>In the thumbnails</source>
        <translation>在缩略图中</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Model folders</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Preview while generating</source>
        <translation>生成时预览</translation>
    </message>
</context>
<context>
    <name>lacuna::PromptPanel</name>
    <message>
        <source>What should be there?</source>
        <translation>那里应该有什么？</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Ctrl+Enter or Shift+Enter generates, Alt+Up and Alt+Down go through earlier prompts</source>
        <translation>Ctrl+Enter 或 Shift+Enter 生成，Alt+↑ 和 Alt+↓ 浏览以前的提示词</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How far the result may leave the picture. Below 100 % the picture is reworked.</source>
        <translation>结果可以偏离原图多远。低于 100 % 时在原图上细化。</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>How many results to make, each with the next seed</source>
        <translation>要生成多少个结果，每个使用下一个种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>More steps are slower and finer.</source>
        <translation>步数越多越慢、越精细。</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>How strictly the prompt is followed. 1 is twice as fast and ignores the negative prompt.</source>
        <translation>遵循提示词的严格程度。设为 1 时快一倍，并忽略反向提示词。</translation>
    </message>
    <message>
        <source>What to avoid</source>
        <translation>要避免什么</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Avoid</source>
        <translation>避免</translation>
    </message>
    <message>
        <source>What should be there? Empty: whatever fits</source>
        <translation>那里应该有什么？留空则与周围相称</translation>
    </message>
    <message>
        <source>What should change?</source>
        <translation>要改变什么？</translation>
    </message>
    <message>
        <source>What lies beyond the edge? Empty: whatever fits</source>
        <translation>边缘之外是什么？留空则与周围相称</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>风格</translation>
    </message>
</context>
<context>
    <name>lacuna::QualityField</name>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>%1 steps with guidance</source>
        <translation>%1 步，带引导</translation>
    </message>
    <message>
        <source>%1 steps without guidance: quicker and rougher</source>
        <translation>%1 步，不带引导：更快，更粗略</translation>
    </message>
    <message>
        <source>This model has not been distilled for few steps.</source>
        <translation>这个模型没有为少步数蒸馏过。</translation>
    </message>
</context>
<context>
    <name>lacuna::RunBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>停在这里</translation>
    </message>
    <message>
        <source>Keep what is there after this step</source>
        <translation>在这一步之后保留已有结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel this run (Esc)</source>
        <translation>取消这次运行 (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::SampleStrip</name>
    <message>
        <source>Sample pictures</source>
        <translation>样图</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Sample pictures appear here.</source>
        <translation>样图会显示在这里。</translation>
    </message>
</context>
<context>
    <name>lacuna::SeedField</name>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed, prompt and settings give the same picture.</source>
        <translation>相同的种子、提示词和设置得到相同的图片。</translation>
    </message>
    <message>
        <source>Throw a new seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>保留种子</translation>
    </message>
    <message>
        <source>The seed is kept for the next run</source>
        <translation>下次运行沿用这个种子</translation>
    </message>
    <message>
        <source>Each run throws a new seed</source>
        <translation>每次运行换一个新种子</translation>
    </message>
</context>
<context>
    <name>lacuna::SizeField</name>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>The size that the model works at when it makes the whole page. Fill and Expand choose their own.</source>
        <translation>生成整页时模型使用的尺寸。填充和扩展会自行选择。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>As the page</source>
        <translation>跟随页面</translation>
    </message>
    <message>
        <source>Custom...</source>
        <translation>自定义…</translation>
    </message>
</context>
<context>
    <name>lacuna::StatusLine</name>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Zoom: click to type a percentage</source>
        <translation>缩放：单击可输入百分比</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1 × %2 mm at %3 dpi</source>
        <translation>%1 × %2 毫米，%3 dpi</translation>
    </message>
    <message>
        <source>%1 bit · %2 dpi</source>
        <translation>%1 位 · %2 dpi</translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation>排队 %1</translation>
    </message>
    <message>
        <source>Made from an earlier version of the picture</source>
        <translation>由图片的较早版本生成</translation>
    </message>
</context>
<context>
    <name>lacuna::StyleForm</name>
    <message>
        <source>Choose...</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>steps, at most</source>
        <translation>步，最长</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Trigger words</source>
        <translation>触发词</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样图</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Name of the style</source>
        <translation>风格名称</translation>
    </message>
    <message>
        <source>Put before every caption. Write them into a prompt to call the style.</source>
        <translation>加在每条说明之前。写进提示词就能唤出这种风格。</translation>
    </message>
    <message>
        <source>The style will work with this model.</source>
        <translation>风格将用于这个模型。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>no time limit</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Time limit in minutes</source>
        <translation>时间上限（分钟）</translation>
    </message>
    <message>
        <source>Prompt of the sample pictures</source>
        <translation>样图的提示词</translation>
    </message>
    <message>
        <source>Drawn while it trains; empty: nothing is drawn</source>
        <translation>训练时用它画样图；留空则不画</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>How much the style can hold. More makes a larger file and learns its pictures by heart.</source>
        <translation>风格能容纳多少内容。越大文件越大，也越容易死记图片。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Higher learns faster and breaks sooner.</source>
        <translation>越高学得越快，也越容易出错。</translation>
    </message>
    <message>
        <source>%1 × %1 px</source>
        <translation>%1 × %1 像素</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>The area that pictures are brought to. Smaller needs less memory and time.</source>
        <translation>图片会缩放到的面积。越小越省内存和时间。</translation>
    </message>
    <message>
        <source>in the style of %1.</source>
        <translation>%1风格。</translation>
    </message>
    <message>
        <source>A folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Choose a folder of pictures.</source>
        <translation>请选择一个图片文件夹。</translation>
    </message>
    <message>
        <source>Looking through the folder...</source>
        <translation>正在检查文件夹…</translation>
    </message>
    <message>
        <source>There is no model to train. Add a model folder first.</source>
        <translation>没有可训练的模型，请先添加模型文件夹。</translation>
    </message>
    <message>
        <source>Ten to fifty good pictures, each with a text file of the same name that says what it shows; or trigger words alone.</source>
        <translation>十到五十张好图，每张配一个写明画面内容的同名文本文件；或者只用触发词。</translation>
    </message>
    <message>
        <source>The folder cannot be used like this.</source>
        <translation>这个文件夹目前无法使用。</translation>
    </message>
    <message>
        <source>Give trigger words, or write captions.</source>
        <translation>请填写触发词，或写说明。</translation>
    </message>
</context>
<context>
    <name>lacuna::StyleRow</name>
    <message>
        <source>Called with: %1</source>
        <translation>触发词：%1</translation>
    </message>
    <message>
        <source>More for the style %1</source>
        <translation>风格“%1”的更多操作</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Strength of %1</source>
        <translation>“%1”的强度</translation>
    </message>
    <message>
        <source>1 is as it was trained, 0 is without it, below 0 leads away from it.</source>
        <translation>1 为训练时的强度，0 等于不用，负值则远离该风格。</translation>
    </message>
    <message>
        <source>Write its words into the prompt</source>
        <translation>把触发词写进提示词</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>lacuna::StyleTraining</name>
    <message>
        <source>The training program could not be started. Install Lacuna again.</source>
        <translation>无法启动训练程序，请重新安装 Lacuna。</translation>
    </message>
    <message>
        <source>Give the style a name.</source>
        <translation>请给风格起个名字。</translation>
    </message>
    <message>
        <source>There is a style named %1 already. Choose another name.</source>
        <translation>已经有名为“%1”的风格，请换个名字。</translation>
    </message>
    <message>
        <source>The run could not be written into %1. Check the disk.</source>
        <translation>无法把训练写入 %1，请检查磁盘。</translation>
    </message>
    <message>
        <source>Training failed. Copy the details.</source>
        <translation>训练失败，请复制详细信息。</translation>
    </message>
    <message>
        <source>The program was ended by the system.</source>
        <translation>程序被系统终止。</translation>
    </message>
    <message>
        <source>Exit code %1.</source>
        <translation>退出码 %1。</translation>
    </message>
    <message>
        <source>Training ended unexpectedly. Memory may have run out: close other programs, or try a smaller resolution.</source>
        <translation>训练意外结束，可能是内存不足：请关闭其他程序，或改用较小的分辨率。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading picture %1 of %2</source>
        <translation>正在读取第 %1 张图片，共 %2 张</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopping: what was learned is being saved</source>
        <translation>正在停止：保存已学到的内容</translation>
    </message>
    <message>
        <source>Done. The style is in the list.</source>
        <translation>完成，风格已在列表中。</translation>
    </message>
    <message>
        <source>Stopped before anything was learned. There is no style.</source>
        <translation>还没学到内容就停止了，没有生成风格。</translation>
    </message>
    <message>
        <source>Stopped after step %1. The style as far as it came is in the list.</source>
        <translation>在第 %1 步后停止，已学到的风格在列表中。</translation>
    </message>
    <message>
        <source>Styles cannot be written into %1. Check its permissions.</source>
        <translation>无法在 %1 中写入风格，请检查其权限。</translation>
    </message>
    <message>
        <source>The style as it was with the newest sample picture is in the list.</source>
        <translation>最新样图时的风格已在列表中。</translation>
    </message>
    <message>
        <source>The style could not be written into %1. It is kept as %2, and moved there when Lacuna starts again.</source>
        <translation>无法把风格写入 %1。它保留在 %2，Lacuna 下次启动时会移过去。</translation>
    </message>
    <message>
        <source>a sample picture is being drawn</source>
        <translation>正在画样图</translation>
    </message>
</context>
<context>
    <name>lacuna::StylesField</name>
    <message>
        <source>None yet. Train one from a folder of pictures, or add a LoRA file.</source>
        <translation>还没有风格。可以用图片文件夹训练，或添加 LoRA 文件。</translation>
    </message>
    <message>
        <source>Train...</source>
        <translation>训练…</translation>
    </message>
    <message>
        <source>Teach the model a style from a folder of pictures</source>
        <translation>用一个文件夹的图片教模型一种风格</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add a LoRA file: of Lacuna, diffusers, kohya or ComfyUI</source>
        <translation>添加 LoRA 文件：Lacuna、diffusers、kohya 或 ComfyUI 的</translation>
    </message>
</context>
<context>
    <name>lacuna::StylesModel</name>
    <message>
        <source>Does not fit the model %1. Choose another model.</source>
        <translation>不适用于模型“%1”，请换一个模型。</translation>
    </message>
    <message>
        <source>Was made for %1. Choose that model to use it.</source>
        <translation>为“%1”训练，请选择该模型后使用。</translation>
    </message>
    <message>
        <source>Another kind of adapter than LoRA. Have it converted to one.</source>
        <translation>不是 LoRA 类型的适配器，请先转换。</translation>
    </message>
    <message>
        <source>This is no LoRA, or it is damaged. Get the file again.</source>
        <translation>这不是 LoRA，或文件已损坏，请重新获取。</translation>
    </message>
    <message>
        <source>The file is gone. Bring it back, or take it off the list.</source>
        <translation>文件不见了。请放回原处，或从列表中移除。</translation>
    </message>
</context>
<context>
    <name>lacuna::ToolBar</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>lacuna::ToolManager</name>
    <message>
        <source>Mask the whole page</source>
        <translation>蒙版覆盖整页</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>清除蒙版</translation>
    </message>
    <message>
        <source>Invert mask</source>
        <translation>反转蒙版</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>扩大蒙版</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>缩小蒙版</translation>
    </message>
    <message>
        <source>Feather mask</source>
        <translation>羽化蒙版</translation>
    </message>
    <message>
        <source>Mask eraser</source>
        <translation>蒙版橡皮擦</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>放大画笔</translation>
    </message>
    <message>
        <source>Softer brush</source>
        <translation>柔化画笔</translation>
    </message>
    <message>
        <source>Harder brush</source>
        <translation>硬化画笔</translation>
    </message>
</context>
<context>
    <name>lacuna::ToolOptionsBar</name>
    <message>
        <source>Tool options</source>
        <translation>工具选项</translation>
    </message>
    <message>
        <source>Erase (E)</source>
        <translation>擦除 (E)</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Brush size ([ and ])</source>
        <translation>画笔大小（[ 和 ]）</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Brush hardness</source>
        <translation>画笔硬度</translation>
    </message>
    <message>
        <source>Brush hardness (Shift+[ and Shift+])</source>
        <translation>画笔硬度（Shift+[ 和 Shift+]）</translation>
    </message>
    <message>
        <source>Pen pressure changes the size</source>
        <translation>笔压改变大小</translation>
    </message>
    <message>
        <source>Pen pressure changes the strength</source>
        <translation>笔压改变强度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>硬度</translation>
    </message>
    <message>
        <source>New mask</source>
        <translation>新蒙版</translation>
    </message>
    <message>
        <source>Add to the mask (Shift)</source>
        <translation>添加到蒙版 (Shift)</translation>
    </message>
    <message>
        <source>Take from the mask (Alt)</source>
        <translation>从蒙版减去 (Alt)</translation>
    </message>
    <message>
        <source>Grow or shrink by</source>
        <translation>扩大或缩小</translation>
    </message>
    <message>
        <source>Feather width</source>
        <translation>羽化宽度</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Extend or crop the page (Enter)</source>
        <translation>扩展或裁剪页面 (Enter)</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back to the page as it is (Esc)</source>
        <translation>恢复原来的页面 (Esc)</translation>
    </message>
</context>
<context>
    <name>lacuna::TrainStyleDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Train a style</source>
        <translation>训练风格</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>You may close this and go on working: the status line shows how far it is.</source>
        <translation>可以关闭此窗口继续工作：状态栏会显示进度。</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Use the style</source>
        <translation>使用这个风格</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>修改设置</translation>
    </message>
    <message>
        <source>Train another</source>
        <translation>再训练一个</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>lacuna::TrainingBadge</name>
    <message>
        <source>Show the training</source>
        <translation>查看训练</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>正在训练“%1”</translation>
    </message>
</context>
<context>
    <name>lacuna::TrainingView</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>lacuna::VariantsModel</name>
    <message>
        <source>Variant %1: %2</source>
        <translation>变体 %1：%2</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Stopped before the last step</source>
        <translation>在最后一步之前停止</translation>
    </message>
    <message>
        <source>Made from an earlier version of the picture; it can still be accepted</source>
        <translation>由图片的较早版本生成，仍可接受</translation>
    </message>
    <message>
        <source>Kept as a layer</source>
        <translation>已保留为图层</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>收尾</translation>
    </message>
</context>
<context>
    <name>lacuna::VariantsStrip</name>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Keep as a layer (Enter). The others stay inside the layer.</source>
        <translation>保留为图层 (Enter)。其他变体留在图层里。</translation>
    </message>
    <message>
        <source>Keep comparing</source>
        <translation>继续比较</translation>
    </message>
    <message>
        <source>Keep as a layer and go on comparing (Shift+Enter)</source>
        <translation>保留为图层并继续比较 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Hold to see the original (O)</source>
        <translation>按住查看原图 (O)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Take it out of the strip (Del); undo brings it back</source>
        <translation>从列表中移除 (Del)；撤销可恢复</translation>
    </message>
    <message>
        <source>Accept as layer</source>
        <translation>接受为图层</translation>
    </message>
    <message>
        <source>Accept and keep comparing</source>
        <translation>接受并继续比较</translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation>复制提示词</translation>
    </message>
    <message>
        <source>Copy seed</source>
        <translation>复制种子</translation>
    </message>
    <message>
        <source>Use its prompt and seed</source>
        <translation>使用它的提示词和种子</translation>
    </message>
    <message>
        <source>Cancel this run</source>
        <translation>取消这次运行</translation>
    </message>
    <message>
        <source>Discard all</source>
        <translation>全部丢弃</translation>
    </message>
</context>
<context>
    <name>lacuna::WelcomePage</name>
    <message>
        <source>Make a poster</source>
        <translation>做一张海报</translation>
    </message>
    <message>
        <source>Paint over what should change, say what should be there.</source>
        <translation>涂出想要改变的地方，说出那里应该有什么。</translation>
    </message>
    <message>
        <source>New page...</source>
        <translation>新建页面…</translation>
    </message>
    <message>
        <source>Open a picture...</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Describe a poster</source>
        <translation>描述一张海报</translation>
    </message>
    <message>
        <source>Try the sample poster</source>
        <translation>试试示例海报</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
</context>
<context>
    <name>lacuna::ZoomTool</name>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Click to zoom in, Alt+click to zoom out, drag around what you want to see.</source>
        <translation>单击放大，Alt+单击缩小，拖动框出想看的区域。</translation>
    </message>
</context>
</TS>
